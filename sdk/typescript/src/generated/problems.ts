// Generated from contracts/openapi by `souk sdk`. Do not edit.

import * as base from "../problem.ts";

/** 409: The order was cancelled. */
export class AlreadyCancelled extends base.Conflict<"urn:souk:problem:already-cancelled"> {
  override readonly name = "AlreadyCancelled";
}

/** 409: The order has shipped. */
export class AlreadyShipped extends base.Conflict<"urn:souk:problem:already-shipped"> {
  override readonly name = "AlreadyShipped";
}

/** 409: Staff have blocked this user. */
export class Blocked extends base.Conflict<"urn:souk:problem:blocked"> {
  override readonly name = "Blocked";
}

/** 503: Too many changes at once. */
export class Busy extends base.Unavailable<"urn:souk:problem:busy"> {
  override readonly name = "Busy";
}

/** 409: It was changed by somebody else at the same moment. */
export class ChangedMeanwhile extends base.Conflict<"urn:souk:problem:changed-meanwhile"> {
  override readonly name = "ChangedMeanwhile";
}

/** 410: This content was withdrawn. */
export class ContentWithdrawn extends base.Gone<"urn:souk:problem:content-withdrawn"> {
  override readonly name = "ContentWithdrawn";
}

/** 409: The account's email address is not verified. */
export class EmailNotVerified extends base.Conflict<"urn:souk:problem:email-not-verified"> {
  override readonly name = "EmailNotVerified";
}

/** 409: This user was erased at their own request. */
export class Erased extends base.Conflict<"urn:souk:problem:erased"> {
  override readonly name = "Erased";
}

/** 422: This Idempotency-Key was used for another request. */
export class KeyReused extends base.Unprocessable<"urn:souk:problem:key-reused"> {
  override readonly name = "KeyReused";
}

/** 410: This link is too old. */
export class LinkExpired extends base.Gone<"urn:souk:problem:link-expired"> {
  override readonly name = "LinkExpired";
}

/** 400: This link is not one of ours, or is incomplete. */
export class LinkForged extends base.BadRequest<"urn:souk:problem:link-forged"> {
  override readonly name = "LinkForged";
}

/** 409: This link was used before. */
export class LinkUsed extends base.Conflict<"urn:souk:problem:link-used"> {
  override readonly name = "LinkUsed";
}

/** 403: This content is for members. */
export class MembershipRequired extends base.Forbidden<"urn:souk:problem:membership-required"> {
  override readonly name = "MembershipRequired";
}

/** 422: All products of an order must have the same currency. */
export class MixedCurrencies extends base.Unprocessable<"urn:souk:problem:mixed-currencies"> {
  override readonly name = "MixedCurrencies";
}

/** 409: This customer has no membership now. */
export class NotAMember extends base.Conflict<"urn:souk:problem:not-a-member"> {
  override readonly name = "NotAMember";
}

/** 409: The stock is lower than the ordered quantity. */
export class OutOfStock extends base.Conflict<"urn:souk:problem:out-of-stock"> {
  override readonly name = "OutOfStock";
}

/** 503: Links can't be signed just now. */
export class SigningUnavailable extends base.Unavailable<"urn:souk:problem:signing-unavailable"> {
  override readonly name = "SigningUnavailable";
}

/** 409: The request with this Idempotency-Key is still in progress. */
export class StillInProgress extends base.Conflict<"urn:souk:problem:still-in-progress"> {
  override readonly name = "StillInProgress";
}

/** 422: The total exceeds the maximum. */
export class TooExpensive extends base.Unprocessable<"urn:souk:problem:too-expensive"> {
  override readonly name = "TooExpensive";
}

/** 409: The maximum number of addresses is reached. */
export class TooManyAddresses extends base.Conflict<"urn:souk:problem:too-many-addresses"> {
  override readonly name = "TooManyAddresses";
}

/** 429: You have opened as much as one day allows. */
export class TooManyLinks extends base.TooManyRequests<"urn:souk:problem:too-many-links"> {
  override readonly name = "TooManyLinks";
}

/** 409: The product has the most pictures that it may have. */
export class TooManyPictures extends base.Conflict<"urn:souk:problem:too-many-pictures"> {
  override readonly name = "TooManyPictures";
}

/** 429: There were too many sign-ups from here, or with this address. */
export class TooManySignUps extends base.TooManyRequests<"urn:souk:problem:too-many-sign-ups"> {
  override readonly name = "TooManySignUps";
}

/** 409: The returned pieces would exceed the maximum stock. */
export class TooMuchStock extends base.Conflict<"urn:souk:problem:too-much-stock"> {
  override readonly name = "TooMuchStock";
}

/** 409: The total differs from the expected total. */
export class UnexpectedTotal extends base.Conflict<"urn:souk:problem:unexpected-total"> {
  override readonly name = "UnexpectedTotal";
}

/** 409: The customer has no profile. */
export class UnknownCustomer extends base.Conflict<"urn:souk:problem:unknown-customer"> {
  override readonly name = "UnknownCustomer";
}

/** 422: A product in the order does not exist. */
export class UnknownProduct extends base.Unprocessable<"urn:souk:problem:unknown-product"> {
  override readonly name = "UnknownProduct";
}

/** Every problem type of the contracts: `switch (problem.type)`. */
export type KnownProblem =
  | AlreadyCancelled
  | AlreadyShipped
  | base.BadRequest<"urn:souk:problem:bad-request">
  | Blocked
  | Busy
  | ChangedMeanwhile
  | ContentWithdrawn
  | EmailNotVerified
  | Erased
  | base.Forbidden<"urn:souk:problem:forbidden">
  | KeyReused
  | LinkExpired
  | LinkForged
  | LinkUsed
  | MembershipRequired
  | MixedCurrencies
  | NotAMember
  | base.NotFound<"urn:souk:problem:not-found">
  | OutOfStock
  | SigningUnavailable
  | StillInProgress
  | TooExpensive
  | base.TooLarge<"urn:souk:problem:too-large">
  | TooManyAddresses
  | TooManyLinks
  | TooManyPictures
  | base.TooManyRequests<"urn:souk:problem:too-many-requests">
  | TooManySignUps
  | TooMuchStock
  | base.Unauthenticated<"urn:souk:problem:unauthenticated">
  | base.Unavailable<"urn:souk:problem:unavailable">
  | base.Unexpected<"urn:souk:problem:unexpected">
  | UnexpectedTotal
  | UnknownCustomer
  | UnknownProduct
  | base.Unprocessable<"urn:souk:problem:unprocessable">
  | base.UnsupportedMedia<"urn:souk:problem:unsupported-media">;

/** The class of each problem type. */
export const BY_TYPE: ReadonlyMap<string, base.Kind> = new Map<string, base.Kind>([
  ["urn:souk:problem:already-cancelled", AlreadyCancelled],
  ["urn:souk:problem:already-shipped", AlreadyShipped],
  ["urn:souk:problem:bad-request", base.BadRequest],
  ["urn:souk:problem:blocked", Blocked],
  ["urn:souk:problem:busy", Busy],
  ["urn:souk:problem:changed-meanwhile", ChangedMeanwhile],
  ["urn:souk:problem:content-withdrawn", ContentWithdrawn],
  ["urn:souk:problem:email-not-verified", EmailNotVerified],
  ["urn:souk:problem:erased", Erased],
  ["urn:souk:problem:forbidden", base.Forbidden],
  ["urn:souk:problem:key-reused", KeyReused],
  ["urn:souk:problem:link-expired", LinkExpired],
  ["urn:souk:problem:link-forged", LinkForged],
  ["urn:souk:problem:link-used", LinkUsed],
  ["urn:souk:problem:membership-required", MembershipRequired],
  ["urn:souk:problem:mixed-currencies", MixedCurrencies],
  ["urn:souk:problem:not-a-member", NotAMember],
  ["urn:souk:problem:not-found", base.NotFound],
  ["urn:souk:problem:out-of-stock", OutOfStock],
  ["urn:souk:problem:signing-unavailable", SigningUnavailable],
  ["urn:souk:problem:still-in-progress", StillInProgress],
  ["urn:souk:problem:too-expensive", TooExpensive],
  ["urn:souk:problem:too-large", base.TooLarge],
  ["urn:souk:problem:too-many-addresses", TooManyAddresses],
  ["urn:souk:problem:too-many-links", TooManyLinks],
  ["urn:souk:problem:too-many-pictures", TooManyPictures],
  ["urn:souk:problem:too-many-requests", base.TooManyRequests],
  ["urn:souk:problem:too-many-sign-ups", TooManySignUps],
  ["urn:souk:problem:too-much-stock", TooMuchStock],
  ["urn:souk:problem:unauthenticated", base.Unauthenticated],
  ["urn:souk:problem:unavailable", base.Unavailable],
  ["urn:souk:problem:unexpected", base.Unexpected],
  ["urn:souk:problem:unexpected-total", UnexpectedTotal],
  ["urn:souk:problem:unknown-customer", UnknownCustomer],
  ["urn:souk:problem:unknown-product", UnknownProduct],
  ["urn:souk:problem:unprocessable", base.Unprocessable],
  ["urn:souk:problem:unsupported-media", base.UnsupportedMedia],
]);
