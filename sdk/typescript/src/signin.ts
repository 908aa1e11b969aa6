/** A person who signs in to a Cognito user pool by SRP (the password itself is never sent), and stays signed in. */

import { type Auth, type Outgoing, carry } from "./auth.ts";
import { isFresh, renewed, type Tokens, tokensFor } from "./tokens.ts";
import { Refused, UserPool, type UserPoolOptions } from "./user_pool.ts";

export interface SignInOptions extends UserPoolOptions {
  readonly username: string;
  readonly password: string;
}

export class SignIn implements Auth {
  readonly #pool: UserPool;
  readonly #username: string;
  readonly #password: string;
  #tokens: Tokens | undefined;
  #coming: Promise<Tokens> | undefined;

  constructor({ username, password, ...pool }: SignInOptions) {
    this.#pool = new UserPool(pool);
    this.#username = username;
    this.#password = password;
  }

  async authorize(request: Outgoing): Promise<void> {
    carry(request, (await this.#current()).access);
  }

  renew(refused: Outgoing): boolean {
    // Somebody else's request may have renewed it in the meantime.
    if (this.#tokens && refused.headers.get("Authorization") === `Bearer ${this.#tokens.access}`) {
      this.#tokens = { ...this.#tokens, until: 0 };
    }
    return true;
  }

  /** Many requests at once make one sign-in. */
  async #current(): Promise<Tokens> {
    if (isFresh(this.#tokens)) {
      return this.#tokens;
    }
    this.#coming ??= this.#obtain().finally(() => {
      this.#coming = undefined;
    });
    return this.#coming;
  }

  async #obtain(): Promise<Tokens> {
    const { refresh } = this.#tokens ?? {};
    const again = refresh ? await this.#renewed(refresh) : undefined;
    this.#tokens = again ?? (await tokensFor(this.#pool, this.#username, this.#password));
    return this.#tokens;
  }

  async #renewed(refresh: string): Promise<Tokens | undefined> {
    try {
      return await renewed(this.#pool, refresh);
    } catch (error) {
      if (error instanceof Refused) {
        return undefined; // it has expired, or was revoked: the password may still do
      }
      throw error;
    }
  }
}
