/** How a request proves who asks. */

/** A request on its way out. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

export interface Auth {
  /** Put the proof on the request's headers. */
  authorize(request: Outgoing): Promise<void>;
  /** The proof on this request was refused (401): forget it. True when there may be a better one. */
  renew?(refused: Outgoing): boolean;
}

/** A token that somebody else takes care of. */
export class AccessToken implements Auth {
  readonly #token: () => string | Promise<string>;

  constructor(token: string | (() => string | Promise<string>)) {
    this.#token = typeof token === "string" ? () => token : token;
  }

  async authorize(request: Outgoing): Promise<void> {
    carry(request, await this.#token());
  }
}

/** Put an access token on a request. */
export function carry(request: Outgoing, token: string): void {
  // Headers would say in its own error what it doesn't take.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new TypeError("the access token is empty, or has characters that no token has");
  }
  request.headers.set("Authorization", `Bearer ${token}`);
}
