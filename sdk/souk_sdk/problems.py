"""A class for each problem type of the contracts, derived from that of its status.

Generated from the contracts by `souk sdk`; do not edit.
"""

from __future__ import annotations

from .errors import (
    BadRequest,
    Conflict,
    Forbidden,
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
    "EmailNotVerified",
    "Erased",
    "Forbidden",
    "KeyReused",
    "Misfit",
    "MixedCurrencies",
    "NotFound",
    "OutOfStock",
    "Problem",
    "StillInProgress",
    "TooExpensive",
    "TooLarge",
    "TooManyAddresses",
    "TooManyRequests",
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
    """Staff have blocked this person."""


class Busy(Unavailable):
    """Too many changes at once."""


class ChangedMeanwhile(Conflict):
    """It was changed by somebody else at the same moment."""


class EmailNotVerified(Conflict):
    """The account's e-mail address has not been verified."""


class Erased(Conflict):
    """This person asked to be forgotten."""


class KeyReused(Unprocessable):
    """This Idempotency-Key was used for another request."""


class MixedCurrencies(Unprocessable):
    """One order is paid in one currency."""


class OutOfStock(Conflict):
    """There is less in stock than was ordered."""


class StillInProgress(Conflict):
    """The request with this Idempotency-Key is still in progress."""


class TooExpensive(Unprocessable):
    """An order can't cost that much."""


class TooManyAddresses(Conflict):
    """There is no room for another address."""


class TooMuchStock(Conflict):
    """There is no room in stock for what would return."""


class UnexpectedTotal(Conflict):
    """It costs something else than was expected."""


class UnknownCustomer(Conflict):
    """The customer has no profile."""


class UnknownProduct(Unprocessable):
    """A product that was ordered doesn't exist."""


BY_TYPE: dict[str, type[Problem]] = {
    "urn:souk:problem:already-cancelled": AlreadyCancelled,
    "urn:souk:problem:already-shipped": AlreadyShipped,
    "urn:souk:problem:bad-request": BadRequest,
    "urn:souk:problem:blocked": Blocked,
    "urn:souk:problem:busy": Busy,
    "urn:souk:problem:changed-meanwhile": ChangedMeanwhile,
    "urn:souk:problem:email-not-verified": EmailNotVerified,
    "urn:souk:problem:erased": Erased,
    "urn:souk:problem:forbidden": Forbidden,
    "urn:souk:problem:key-reused": KeyReused,
    "urn:souk:problem:mixed-currencies": MixedCurrencies,
    "urn:souk:problem:not-found": NotFound,
    "urn:souk:problem:out-of-stock": OutOfStock,
    "urn:souk:problem:still-in-progress": StillInProgress,
    "urn:souk:problem:too-expensive": TooExpensive,
    "urn:souk:problem:too-large": TooLarge,
    "urn:souk:problem:too-many-addresses": TooManyAddresses,
    "urn:souk:problem:too-many-requests": TooManyRequests,
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
