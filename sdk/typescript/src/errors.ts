/**
 * What may go wrong, as one family.
 *
 * SoukError
 * |-- Problem          the API refused (RFC 9457); one class a problem type is generated: OutOfStock, NotFound ...
 * |-- NoAnswer         nothing came: the network, or the time
 * |-- BrokenAnswer     what came isn't what the contract promises
 * |-- SignInFailed     Cognito wouldn't sign in, or no longer renews
 * `-- StillWaiting     what was waited for hasn't happened in time
 *
 * None of them holds a token, a password or a request.
 */

export class SoukError extends Error {
  override readonly name: string = "SoukError";
}

/** One place where a request doesn't fit the contract. */
export interface Misfit {
  readonly field: string;
  readonly reason: string;
}

/** What a refusal says of itself, as it came. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly Misfit[];
  readonly [extra: string]: unknown;
}

/** Where a refusal came from, and what came with it. */
export interface Refusal {
  /** The method that was called: `placeOrder`. */
  readonly operation: string;
  /** How long to stay away, if the answer said so. */
  readonly retryAfterMs: number | undefined;
  /** The trace that finds this request in the logs of every service. */
  readonly traceId: string | undefined;
}

/** The API refused. Compare `type` or the class; show `title` and `detail`. */
export class Problem<Type extends string = string> extends SoukError implements Refusal {
  override readonly name: string = "Problem";
  readonly type: Type;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly Misfit[];
  readonly operation: string;
  readonly retryAfterMs: number | undefined;
  readonly traceId: string | undefined;
  readonly #details: ProblemDetails;

  constructor(details: ProblemDetails, refusal: Refusal) {
    super([`${refusal.operation}: ${details.title}`, details.detail].filter(Boolean).join(" "));
    this.type = details.type as Type;
    this.title = details.title;
    this.status = details.status;
    this.detail = details.detail ?? "";
    this.errors = details.errors ?? [];
    this.#details = details;
    this.operation = refusal.operation;
    this.retryAfterMs = refusal.retryAfterMs;
    this.traceId = refusal.traceId;
  }

  /** All that the API said, with what only some problems have. */
  get details(): ProblemDetails {
    return this.#details;
  }
}

export class NoAnswer extends SoukError {
  override readonly name = "NoAnswer";
}

export class BrokenAnswer extends SoukError {
  override readonly name = "BrokenAnswer";
}

export class SignInFailed extends SoukError {
  override readonly name = "SignInFailed";
}

export class StillWaiting extends SoukError {
  override readonly name = "StillWaiting";
}
