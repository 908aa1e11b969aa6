/** The requests of a client to a Cognito user pool, and its refusals as errors with a reason. */

import { AccountRefused, type AccountReason, SignInFailed, Unreachable } from "./errors.ts";
import { RETRIES } from "./retrying.ts";
import { type Fetch, Transport } from "./transport.ts";

export interface UserPoolOptions {
  /** `us-east-1_a1b2c3d4e`. */
  readonly userPoolId: string;
  readonly clientId: string;
  /** Where Cognito answers, if not at AWS. */
  readonly endpointUrl?: string | undefined;
  readonly fetch?: Fetch | undefined;
}

export interface PoolAnswer {
  readonly ChallengeName?: string;
  readonly ChallengeParameters?: Record<string, string>;
  readonly Session?: string;
  readonly AuthenticationResult?: { AccessToken: string; RefreshToken?: string; ExpiresIn: number };
}

type Question =
  | "ConfirmForgotPassword"
  | "ConfirmSignUp"
  | "ForgotPassword"
  | "GlobalSignOut"
  | "InitiateAuth"
  | "ResendConfirmationCode"
  | "RespondToAuthChallenge"
  | "RevokeToken"
  | "SignUp";

/** Asking twice is the same as once. A challenge can be answered once only, and a code is a mail. */
const REPEATABLE = new Set<Question>(["InitiateAuth", "RevokeToken"]);
const SIGN_IN = new Set<Question>(["InitiateAuth", "RespondToAuthChallenge"]);

/** Cognito answered, and the answer is no. */
export class Refused extends SignInFailed {}

export class UserPool {
  readonly id: string;
  readonly clientId: string;
  readonly #url: string;
  readonly #transport: Transport;

  constructor({ userPoolId, clientId, endpointUrl, fetch }: UserPoolOptions) {
    const region = userPoolId.split("_")[0];
    this.#url = endpointUrl ?? `https://cognito-idp.${region}.amazonaws.com`;
    this.id = userPoolId;
    this.clientId = clientId;
    this.#transport = new Transport({
      auth: undefined,
      timeoutMs: 10_000,
      retries: RETRIES,
      trace: () => undefined,
      fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
    });
  }

  async ask(question: Question, body: object): Promise<PoolAnswer> {
    const request = new Request(this.#url, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": `AWSCognitoIdentityProviderService.${question}`,
      },
      body: JSON.stringify(body),
    });
    const operation = SIGN_IN.has(question) ? "sign-in" : question;
    const answer = await this.#transport.send(request, { operation, secured: false, repeatable: REPEATABLE.has(question) });
    const said = (await answer.json().catch(() => ({}))) as PoolAnswer & { __type?: string; message?: string };
    if (answer.ok) {
      return said;
    }
    if (answer.status >= 500) {
      throw new Unreachable(`${operation}: Cognito answers ${answer.status}`);
    }
    const reason = reasonOf(said.__type ?? "", said.message ?? "", question);
    const words = said.message ?? said.__type ?? String(answer.status);
    throw SIGN_IN.has(question)
      ? new Refused(`Cognito refused the sign-in: ${words}`, reason)
      : new AccountRefused(`Cognito refused ${question}: ${words}`, reason);
  }
}

const REASONS: ReadonlyMap<string, AccountReason> = new Map([
  ["CodeDeliveryFailureException", "undelivered"],
  ["CodeMismatchException", "wrong-code"],
  ["ExpiredCodeException", "expired-code"],
  ["InvalidParameterException", "invalid"],
  ["InvalidPasswordException", "weak-password"],
  ["LimitExceededException", "too-many-attempts"],
  ["PasswordHistoryPolicyViolationException", "weak-password"],
  ["PasswordResetRequiredException", "reset-required"],
  ["TooManyFailedAttemptsException", "too-many-attempts"],
  ["TooManyRequestsException", "too-many-attempts"],
  ["UserNotConfirmedException", "not-confirmed"],
  ["UserNotFoundException", "wrong-password"],
  ["UsernameExistsException", "exists"],
]);

/** One type has several reasons, which only its message tells apart. */
function reasonOf(type: string, message: string, question: Question): AccountReason {
  const plain = type.slice(type.lastIndexOf("#") + 1);
  if (plain !== "NotAuthorizedException") {
    return REASONS.get(plain) ?? "refused";
  }
  if (/attempts exceeded/i.test(message)) {
    return "too-many-attempts";
  }
  if (/disabled/i.test(message)) {
    return "disabled";
  }
  if (/status is CONFIRMED/.test(message)) {
    return "already-confirmed";
  }
  return question === "RespondToAuthChallenge" || /username or password/i.test(message) ? "wrong-password" : "session-over";
}
