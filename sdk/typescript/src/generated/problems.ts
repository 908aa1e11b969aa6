// Made from contracts/openapi by `souk sdk`. Not to be edited.

import { Problem, type ProblemDetails, type Refusal } from "../errors.ts";

/** 409: The order was cancelled. */
export class AlreadyCancelled extends Problem<"urn:souk:problem:already-cancelled"> {
  override readonly name = "AlreadyCancelled";
}

/** 409: The order has shipped. */
export class AlreadyShipped extends Problem<"urn:souk:problem:already-shipped"> {
  override readonly name = "AlreadyShipped";
}

/** 400: The request can't be read. */
export class BadRequest extends Problem<"urn:souk:problem:bad-request"> {
  override readonly name = "BadRequest";
}

/** 503: Too many changes at once. */
export class Busy extends Problem<"urn:souk:problem:busy"> {
  override readonly name = "Busy";
}

/** 409: It was changed by somebody else at the same moment. */
export class ChangedMeanwhile extends Problem<"urn:souk:problem:changed-meanwhile"> {
  override readonly name = "ChangedMeanwhile";
}

/** 409: This person asked to be forgotten. */
export class Erased extends Problem<"urn:souk:problem:erased"> {
  override readonly name = "Erased";
}

/** 403: You may not do this. */
export class Forbidden extends Problem<"urn:souk:problem:forbidden"> {
  override readonly name = "Forbidden";
}

/** 422: This Idempotency-Key was used for another request. */
export class KeyReused extends Problem<"urn:souk:problem:key-reused"> {
  override readonly name = "KeyReused";
}

/** 422: One order is paid in one currency. */
export class MixedCurrencies extends Problem<"urn:souk:problem:mixed-currencies"> {
  override readonly name = "MixedCurrencies";
}

/** 404: There is no such thing. */
export class NotFound extends Problem<"urn:souk:problem:not-found"> {
  override readonly name = "NotFound";
}

/** 409: There is less in stock than was ordered. */
export class OutOfStock extends Problem<"urn:souk:problem:out-of-stock"> {
  override readonly name = "OutOfStock";
}

/** 409: The request with this Idempotency-Key is still in progress. */
export class StillInProgress extends Problem<"urn:souk:problem:still-in-progress"> {
  override readonly name = "StillInProgress";
}

/** 422: An order can't cost that much. */
export class TooExpensive extends Problem<"urn:souk:problem:too-expensive"> {
  override readonly name = "TooExpensive";
}

/** 413: The body is too large. */
export class TooLarge extends Problem<"urn:souk:problem:too-large"> {
  override readonly name = "TooLarge";
}

/** 409: There is no room for another address. */
export class TooManyAddresses extends Problem<"urn:souk:problem:too-many-addresses"> {
  override readonly name = "TooManyAddresses";
}

/** 429: Too many requests. */
export class TooManyRequests extends Problem<"urn:souk:problem:too-many-requests"> {
  override readonly name = "TooManyRequests";
}

/** 401: A valid access token is needed. */
export class Unauthenticated extends Problem<"urn:souk:problem:unauthenticated"> {
  override readonly name = "Unauthenticated";
}

/** 503: A service behind this one doesn't answer. */
export class Unavailable extends Problem<"urn:souk:problem:unavailable"> {
  override readonly name = "Unavailable";
}

/** 500: Something went wrong on our side. */
export class Unexpected extends Problem<"urn:souk:problem:unexpected"> {
  override readonly name = "Unexpected";
}

/** 409: The customer has no profile. */
export class UnknownCustomer extends Problem<"urn:souk:problem:unknown-customer"> {
  override readonly name = "UnknownCustomer";
}

/** 422: A product that was ordered doesn't exist. */
export class UnknownProduct extends Problem<"urn:souk:problem:unknown-product"> {
  override readonly name = "UnknownProduct";
}

/** 422: The request doesn't fit the contract. */
export class Unprocessable extends Problem<"urn:souk:problem:unprocessable"> {
  override readonly name = "Unprocessable";
}

/** 415: The body must be application/json. */
export class UnsupportedMedia extends Problem<"urn:souk:problem:unsupported-media"> {
  override readonly name = "UnsupportedMedia";
}

/** Every problem that a contract names: `switch (problem.type)`. */
export type KnownProblem =
  | AlreadyCancelled
  | AlreadyShipped
  | BadRequest
  | Busy
  | ChangedMeanwhile
  | Erased
  | Forbidden
  | KeyReused
  | MixedCurrencies
  | NotFound
  | OutOfStock
  | StillInProgress
  | TooExpensive
  | TooLarge
  | TooManyAddresses
  | TooManyRequests
  | Unauthenticated
  | Unavailable
  | Unexpected
  | UnknownCustomer
  | UnknownProduct
  | Unprocessable
  | UnsupportedMedia;

type Kind = new (details: ProblemDetails, refusal: Refusal) => Problem;

export const PROBLEMS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["urn:souk:problem:already-cancelled", AlreadyCancelled],
  ["urn:souk:problem:already-shipped", AlreadyShipped],
  ["urn:souk:problem:bad-request", BadRequest],
  ["urn:souk:problem:busy", Busy],
  ["urn:souk:problem:changed-meanwhile", ChangedMeanwhile],
  ["urn:souk:problem:erased", Erased],
  ["urn:souk:problem:forbidden", Forbidden],
  ["urn:souk:problem:key-reused", KeyReused],
  ["urn:souk:problem:mixed-currencies", MixedCurrencies],
  ["urn:souk:problem:not-found", NotFound],
  ["urn:souk:problem:out-of-stock", OutOfStock],
  ["urn:souk:problem:still-in-progress", StillInProgress],
  ["urn:souk:problem:too-expensive", TooExpensive],
  ["urn:souk:problem:too-large", TooLarge],
  ["urn:souk:problem:too-many-addresses", TooManyAddresses],
  ["urn:souk:problem:too-many-requests", TooManyRequests],
  ["urn:souk:problem:unauthenticated", Unauthenticated],
  ["urn:souk:problem:unavailable", Unavailable],
  ["urn:souk:problem:unexpected", Unexpected],
  ["urn:souk:problem:unknown-customer", UnknownCustomer],
  ["urn:souk:problem:unknown-product", UnknownProduct],
  ["urn:souk:problem:unprocessable", Unprocessable],
  ["urn:souk:problem:unsupported-media", UnsupportedMedia],
]);
