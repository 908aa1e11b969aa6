/** How a user pool gives tokens: for a password, by SRP (it is never sent), and for a refresh token. */

import { SignInFailed } from "./errors.ts";
import { SrpExchange, timestampOf } from "./srp.ts";
import type { PoolAnswer, UserPool } from "./user_pool.ts";

export interface Tokens {
  readonly access: string;
  readonly refresh: string | undefined;
  /** When the access token expires, by this machine's clock. */
  readonly until: number;
}

/** Before this much is left, a token is renewed. */
const MARGIN_MS = 60_000;

export function isFresh(tokens: Tokens | undefined): tokens is Tokens {
  return tokens !== undefined && Date.now() < tokens.until - MARGIN_MS;
}

export async function tokensFor(pool: UserPool, username: string, password: string): Promise<Tokens> {
  const exchange = new SrpExchange();
  const challenge = await pool.ask("InitiateAuth", {
    ClientId: pool.clientId,
    AuthFlow: "USER_SRP_AUTH",
    AuthParameters: { USERNAME: username, SRP_A: exchange.clientPublic },
  });
  const { SALT: salt, SRP_B: serverPublic, SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: userId } = challenge.ChallengeParameters ?? {};
  if (challenge.ChallengeName !== "PASSWORD_VERIFIER" || !salt || !serverPublic || !secretBlock || !userId) {
    throw anotherStep(challenge.ChallengeName);
  }
  const timestamp = timestampOf(new Date());
  const signature = await exchange.proof(pool.id, password, { salt, serverPublic, secretBlock, userId }, timestamp);
  const answer = await pool.ask("RespondToAuthChallenge", {
    ClientId: pool.clientId,
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeResponses: {
      USERNAME: userId,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    },
    ...(challenge.Session ? { Session: challenge.Session } : {}),
  });
  return tokensOf(answer);
}

/** Throws Refused when the refresh token has expired or was revoked. */
export async function renewed(pool: UserPool, refresh: string): Promise<Tokens> {
  const answer = await pool.ask("InitiateAuth", {
    ClientId: pool.clientId,
    AuthFlow: "REFRESH_TOKEN_AUTH",
    AuthParameters: { REFRESH_TOKEN: refresh },
  });
  return tokensOf(answer, refresh);
}

function tokensOf({ AuthenticationResult: result, ChallengeName: challenge }: PoolAnswer, refresh?: string): Tokens {
  if (!result) {
    throw anotherStep(challenge);
  }
  // A pool that rotates refresh tokens answers a new one.
  const next = result.RefreshToken ?? refresh;
  return { access: result.AccessToken, refresh: next, until: Date.now() + result.ExpiresIn * 1000 };
}

function anotherStep(challenge: string | undefined): SignInFailed {
  return new SignInFailed(`Cognito asks for ${challenge}, which this sign-in can't answer`, "another-step");
}
