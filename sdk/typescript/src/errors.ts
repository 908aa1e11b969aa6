/**
 * One family of errors, for everything that can come between a call and its result.
 *
 * SoukError
 * |-- Problem             the API refuses, and says why: problem.ts
 * |-- UnexpectedAnswer    what came is neither the result nor a problem: a network's welcome page, say
 * |-- Unreachable         nothing came, or not in time; whether the request was carried out is not known
 * |-- AccountRefused      the user pool refuses, for its `reason`
 * |   `-- SignInFailed    the sign-in, or the renewal of a session
 * |-- StillWaiting        what was waited for hasn't happened yet
 * |-- ContentRefused      the server of the files refuses a link that was just made, or serves no parts
 * |-- ContentChanged      another revision was published while a file was read
 * `-- NotConfigured       no such environment, no address
 *
 * None of them holds a token, a password or a request.
 */

export class SoukError extends Error {
  override readonly name: string = "SoukError";
}

export class UnexpectedAnswer extends SoukError {
  override readonly name = "UnexpectedAnswer";
  readonly status: number;
  readonly traceId: string | undefined;

  constructor(operation: string, what: string, answer: Response) {
    super(`${operation}: ${what} (status ${answer.status})`);
    this.status = answer.status;
    this.traceId = traceOf(answer);
  }
}

export class Unreachable extends SoukError {
  override readonly name = "Unreachable";
}

/** Why a user pool refuses; `refused` is whatever this SDK has no word for. */
export type AccountReason =
  | "already-confirmed"
  | "another-step"
  | "disabled"
  | "exists"
  | "expired-code"
  | "invalid"
  | "not-confirmed"
  | "refused"
  | "reset-required"
  | "session-over"
  | "signed-out"
  | "too-many-attempts"
  | "undelivered"
  | "weak-password"
  | "wrong-code"
  | "wrong-password";

export class AccountRefused extends SoukError {
  override readonly name: string = "AccountRefused";
  readonly reason: AccountReason;

  constructor(message: string, reason: AccountReason) {
    super(message);
    this.reason = reason;
  }
}

export class SignInFailed extends AccountRefused {
  override readonly name = "SignInFailed";
}

export class StillWaiting<Thing = unknown> extends SoukError {
  override readonly name = "StillWaiting";
  /** What was seen last. */
  readonly last: Thing | undefined;

  constructor(message: string, last: Thing | undefined) {
    super(message);
    this.last = last;
  }
}

/** The server of the files refuses a link that was just made, or serves no parts of files. */
export class ContentRefused extends SoukError {
  override readonly name = "ContentRefused";
}

/** Another revision was published while a file was read: its parts don't belong together. */
export class ContentChanged extends SoukError {
  override readonly name = "ContentChanged";
}

export class NotConfigured extends SoukError {
  override readonly name = "NotConfigured";
}

/** The trace that finds a request in the logs of every service. */
export function traceOf(answer: Response): string | undefined {
  return answer.headers.get("X-Trace-Id") ?? undefined;
}
