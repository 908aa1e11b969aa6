/** A person who signs in to a Cognito user pool by SRP (the password itself is never sent), and stays signed in. */

import { type Auth, type Outgoing, carry } from "./auth.ts";
import { Refused, type PoolAnswer, UserPool } from "./user_pool.ts";
import { SignInFailed } from "./errors.ts";
import type { Fetch } from "./transport.ts";

export interface SignInOptions {
  /** `us-east-1_a1b2c3d4e`. */
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** Where Cognito answers, if not at AWS. */
  readonly endpointUrl?: string | undefined;
  readonly fetch?: Fetch | undefined;
}

interface Tokens {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly until: number;
}

const MARGIN_MS = 60_000;

export class SignIn implements Auth {
  readonly #pool: UserPool;
  readonly #userPoolId: string;
  readonly #username: string;
  readonly #password: string;
  #tokens: Tokens | undefined;
  #coming: Promise<Tokens> | undefined;

  constructor({ userPoolId, clientId, username, password, endpointUrl, fetch }: SignInOptions) {
    this.#pool = new UserPool(userPoolId, clientId, endpointUrl, fetch);
    this.#userPoolId = userPoolId;
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
    if (this.#tokens && Date.now() < this.#tokens.until - MARGIN_MS) {
      return this.#tokens;
    }
    this.#coming ??= this.#obtain().finally(() => {
      this.#coming = undefined;
    });
    return this.#coming;
  }

  async #obtain(): Promise<Tokens> {
    const { refresh } = this.#tokens ?? {};
    this.#tokens = (refresh ? await this.#refreshed(refresh) : undefined) ?? (await this.#signedIn());
    return this.#tokens;
  }

  async #refreshed(refresh: string): Promise<Tokens | undefined> {
    try {
      const answer = await this.#pool.ask("InitiateAuth", {
        ClientId: this.#pool.clientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: refresh },
      });
      return tokens(answer, refresh);
    } catch (error) {
      if (error instanceof Refused) {
        return undefined; // it has expired, or was revoked: the password may still do
      }
      throw error;
    }
  }

  async #signedIn(): Promise<Tokens> {
    // Not before somebody signs in: its big numbers take longer to load than all the rest.
    const { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth } = await import("cognito-srp-helper");
    const ClientId = this.#pool.clientId;
    const session = createSrpSession(this.#username, this.#password, this.#userPoolId, false);
    const challenge = await this.#pool.ask(
      "InitiateAuth",
      wrapInitiateAuth(session, { ClientId, AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME: this.#username } }),
    );
    if (challenge.ChallengeName !== "PASSWORD_VERIFIER") {
      throw new SignInFailed(`Cognito asks for ${challenge.ChallengeName}, which this sign-in can't answer`);
    }
    const answer = await this.#pool.ask(
      "RespondToAuthChallenge",
      wrapAuthChallenge(signSrpSession(session, challenge), {
        ClientId,
        ChallengeName: "PASSWORD_VERIFIER",
        ChallengeResponses: { USERNAME: challenge.ChallengeParameters?.["USER_ID_FOR_SRP"] ?? this.#username },
        ...(challenge.Session ? { Session: challenge.Session } : {}),
      }),
    );
    return tokens(answer);
  }
}

function tokens({ AuthenticationResult: result, ChallengeName: challenge }: PoolAnswer, refresh?: string): Tokens {
  if (!result) {
    throw new SignInFailed(`Cognito asks for ${challenge}, which this sign-in can't answer`);
  }
  // A pool that rotates refresh tokens answers a new one.
  const next = result.RefreshToken ?? refresh;
  return { access: result.AccessToken, refresh: next, until: Date.now() + result.ExpiresIn * 1000 };
}
