"""A class for each problem type of the contracts, derived from that of its status.

Generated from the contracts by `souk sdk`; do not edit.
"""

from __future__ import annotations

from .errors import (
    BadRequest,
    Conflict,
    Forbidden,
    Gone,
    Misfit,
    NotFound,
    Problem,
    TooLarge,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    Unexpected,
    Unprocessable,
    UnsupportedMedia,
)

__all__ = [
    "AlreadyCancelled",
    "AlreadyShipped",
    "BadRequest",
    "Blocked",
    "Busy",
    "ChangedMeanwhile",
    "Conflict",
    "ContentWithdrawn",
    "EmailNotVerified",
    "Erased",
    "Forbidden",
    "Gone",
    "KeyReused",
    "LinkExpired",
    "LinkForged",
    "LinkUsed",
    "MembershipRequired",
    "Misfit",
    "MixedCurrencies",
    "NotAMember",
    "NotFound",
    "OutOfStock",
    "Problem",
    "SigningUnavailable",
    "StillInProgress",
    "TooExpensive",
    "TooLarge",
    "TooManyAddresses",
    "TooManyLinks",
    "TooManyPictures",
    "TooManyRequests",
    "TooManySignUps",
    "TooMuchStock",
    "Unauthenticated",
    "Unavailable",
    "Unexpected",
    "UnexpectedTotal",
    "UnknownCustomer",
    "UnknownProduct",
    "Unprocessable",
    "UnsupportedMedia",
]


class AlreadyCancelled(Conflict):
    """The order was cancelled."""


class AlreadyShipped(Conflict):
    """The order has shipped."""


class Blocked(Conflict):
    """Staff have blocked this user."""


class Busy(Unavailable):
    """Too many changes at once."""


class ChangedMeanwhile(Conflict):
    """It was changed by somebody else at the same moment."""


class ContentWithdrawn(Gone):
    """This content was withdrawn."""


class EmailNotVerified(Conflict):
    """The account's email address is not verified."""


class Erased(Conflict):
    """This user was erased at their own request."""


class KeyReused(Unprocessable):
    """This Idempotency-Key was used for another request."""


class LinkExpired(Gone):
    """This link is too old."""


class LinkForged(BadRequest):
    """This link is not one of ours, or is incomplete."""


class LinkUsed(Conflict):
    """This link was used before."""


class MembershipRequired(Forbidden):
    """This content is for members."""


class MixedCurrencies(Unprocessable):
    """All products of an order must have the same currency."""


class NotAMember(Conflict):
    """This customer has no membership now."""


class OutOfStock(Conflict):
    """The stock is lower than the ordered quantity."""


class SigningUnavailable(Unavailable):
    """Links can't be signed just now."""


class StillInProgress(Conflict):
    """The request with this Idempotency-Key is still in progress."""


class TooExpensive(Unprocessable):
    """The total exceeds the maximum."""


class TooManyAddresses(Conflict):
    """The maximum number of addresses is reached."""


class TooManyLinks(TooManyRequests):
    """You have opened as much as one day allows."""


class TooManyPictures(Conflict):
    """The product has the most pictures that it may have."""


class TooManySignUps(TooManyRequests):
    """There were too many sign-ups from here, or with this address."""


class TooMuchStock(Conflict):
    """The returned pieces would exceed the maximum stock."""


class UnexpectedTotal(Conflict):
    """The total differs from the expected total."""


class UnknownCustomer(Conflict):
    """The customer has no profile."""


class UnknownProduct(Unprocessable):
    """A product in the order does not exist."""


BY_TYPE: dict[str, type[Problem]] = {
    "urn:souk:problem:already-cancelled": AlreadyCancelled,
    "urn:souk:problem:already-shipped": AlreadyShipped,
    "urn:souk:problem:bad-request": BadRequest,
    "urn:souk:problem:blocked": Blocked,
    "urn:souk:problem:busy": Busy,
    "urn:souk:problem:changed-meanwhile": ChangedMeanwhile,
    "urn:souk:problem:content-withdrawn": ContentWithdrawn,
    "urn:souk:problem:email-not-verified": EmailNotVerified,
    "urn:souk:problem:erased": Erased,
    "urn:souk:problem:forbidden": Forbidden,
    "urn:souk:problem:key-reused": KeyReused,
    "urn:souk:problem:link-expired": LinkExpired,
    "urn:souk:problem:link-forged": LinkForged,
    "urn:souk:problem:link-used": LinkUsed,
    "urn:souk:problem:membership-required": MembershipRequired,
    "urn:souk:problem:mixed-currencies": MixedCurrencies,
    "urn:souk:problem:not-a-member": NotAMember,
    "urn:souk:problem:not-found": NotFound,
    "urn:souk:problem:out-of-stock": OutOfStock,
    "urn:souk:problem:signing-unavailable": SigningUnavailable,
    "urn:souk:problem:still-in-progress": StillInProgress,
    "urn:souk:problem:too-expensive": TooExpensive,
    "urn:souk:problem:too-large": TooLarge,
    "urn:souk:problem:too-many-addresses": TooManyAddresses,
    "urn:souk:problem:too-many-links": TooManyLinks,
    "urn:souk:problem:too-many-pictures": TooManyPictures,
    "urn:souk:problem:too-many-requests": TooManyRequests,
    "urn:souk:problem:too-many-sign-ups": TooManySignUps,
    "urn:souk:problem:too-much-stock": TooMuchStock,
    "urn:souk:problem:unauthenticated": Unauthenticated,
    "urn:souk:problem:unavailable": Unavailable,
    "urn:souk:problem:unexpected": Unexpected,
    "urn:souk:problem:unexpected-total": UnexpectedTotal,
    "urn:souk:problem:unknown-customer": UnknownCustomer,
    "urn:souk:problem:unknown-product": UnknownProduct,
    "urn:souk:problem:unprocessable": Unprocessable,
    "urn:souk:problem:unsupported-media": UnsupportedMedia,
}
