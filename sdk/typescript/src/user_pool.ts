/** The two questions that a client asks a Cognito user pool. */

import { Unreachable, SignInFailed } from "./errors.ts";
import { RETRIES } from "./retrying.ts";
import { type Fetch, Transport } from "./transport.ts";

export interface PoolAnswer {
  readonly ChallengeName?: string;
  readonly ChallengeParameters?: Record<string, string>;
  readonly Session?: string;
  readonly AuthenticationResult?: { AccessToken: string; RefreshToken?: string; ExpiresIn: number };
}

/** Cognito answered, and the answer is no. */
export class Refused extends SignInFailed {}

export class UserPool {
  readonly clientId: string;
  readonly #url: string;
  readonly #transport: Transport;

  constructor(userPoolId: string, clientId: string, endpointUrl?: string, fetch?: Fetch) {
    const region = userPoolId.split("_")[0];
    this.#url = endpointUrl ?? `https://cognito-idp.${region}.amazonaws.com`;
    this.clientId = clientId;
    this.#transport = new Transport({
      auth: undefined,
      timeoutMs: 10_000,
      retries: RETRIES,
      trace: () => undefined,
      fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
    });
  }

  async ask(question: "InitiateAuth" | "RespondToAuthChallenge", body: object): Promise<PoolAnswer> {
    const request = new Request(this.#url, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": `AWSCognitoIdentityProviderService.${question}`,
      },
      body: JSON.stringify(body),
    });
    // A challenge can be answered once only.
    const repeatable = question === "InitiateAuth";
    const answer = await this.#transport.send(request, { operation: "sign-in", secured: false, repeatable });
    const said = (await answer.json().catch(() => ({}))) as PoolAnswer & { __type?: string; message?: string };
    if (answer.ok) {
      return said;
    }
    if (answer.status >= 500) {
      throw new Unreachable(`sign-in: Cognito answers ${answer.status}`);
    }
    throw new Refused(`Cognito refused the sign-in: ${said.message ?? said.__type ?? answer.status}`);
  }
}
