/**
 * What an API refuses, and why (RFC 9457): one class a status here, one a problem type in generated/problems.ts.
 *
 * Problem
 * |-- BadRequest 400, Unauthenticated 401, Forbidden 403, NotFound 404, TooLarge 413, UnsupportedMedia 415
 * |-- Conflict 409            OutOfStock, AlreadyShipped ...
 * |-- Gone 410                LinkExpired
 * |-- Unprocessable 422       UnknownProduct, KeyReused ...
 * |-- TooManyRequests 429
 * |-- Unexpected 500
 * `-- Unavailable 502, 503, 504  Busy
 *
 * A type that is younger than this SDK comes as the class of its status, and so does what a firewall or a gateway
 * answers without a problem (403, 413, 429 ...): its type is about:blank.
 */

import { SoukError, traceOf } from "./errors.ts";
import { retryAfterMs } from "./retrying.ts";

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

/** Compare the class or `type`; show `title` and `detail`. */
export class Problem<Type extends string = string> extends SoukError {
  override readonly name: string = "Problem";
  /** The method that was called: `placeOrder`. */
  readonly operation: string;
  readonly type: Type;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Every place that doesn't fit, where that is what is wrong. */
  readonly errors: readonly Misfit[];
  /** How long to stay away, if the answer said so. */
  readonly retryAfterMs: number | undefined;
  /** The trace that finds this request in the logs of every service. */
  readonly traceId: string | undefined;
  readonly #said: ProblemDetails;

  constructor(operation: string, said: ProblemDetails, answer: Response) {
    super([`${operation}: ${said.title}`, said.detail].filter(Boolean).join(" "));
    this.operation = operation;
    this.type = said.type as Type;
    this.status = answer.status;
    this.title = said.title;
    this.detail = said.detail ?? "";
    this.errors = said.errors ?? [];
    this.retryAfterMs = retryAfterMs(answer.headers);
    this.traceId = traceOf(answer);
    this.#said = said;
  }

  /** All that the API said, members of this type alone included. */
  get said(): ProblemDetails {
    return this.#said;
  }
}

export class BadRequest<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "BadRequest";
}

export class Unauthenticated<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "Unauthenticated";
}

export class Forbidden<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "Forbidden";
}

export class NotFound<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "NotFound";
}

export class Conflict<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "Conflict";
}

export class Gone<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "Gone";
}

export class TooLarge<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "TooLarge";
}

export class UnsupportedMedia<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "UnsupportedMedia";
}

export class Unprocessable<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "Unprocessable";
}

export class TooManyRequests<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "TooManyRequests";
}

export class Unexpected<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "Unexpected";
}

export class Unavailable<Type extends string = string> extends Problem<Type> {
  override readonly name: string = "Unavailable";
}

/** Any of these classes. */
export type Kind = new (operation: string, said: ProblemDetails, answer: Response) => Problem;
