/**
 * One family of errors, for everything that can come between a call and its result.
 *
 * SoukError
 * |-- Problem             the API refuses, and says why: problem.ts
 * |-- UnexpectedAnswer    what came is neither the result nor a problem: a network's welcome page, say
 * |-- Unreachable         nothing came, or not in time; whether the request was carried out is not known
 * |-- SignInFailed        the user pool refuses
 * |-- StillWaiting        what was waited for hasn't happened yet
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

export class SignInFailed extends SoukError {
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

export class NotConfigured extends SoukError {
  override readonly name = "NotConfigured";
}

/** The trace that finds a request in the logs of every service. */
export function traceOf(answer: Response): string | undefined {
  return answer.headers.get("X-Trace-Id") ?? undefined;
}
