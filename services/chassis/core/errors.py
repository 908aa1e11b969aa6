"""The errors of an API, and their representation as problem details (RFC 9457).

Problem
|-- BadRequest 400           the request can't be read: malformed JSON, header, cursor
|-- Unauthenticated 401      no valid access token
|-- Forbidden 403            the caller may not do this
|-- NotFound 404             it doesn't exist, or belongs to another customer
|-- Conflict 409             the resource's state doesn't allow it
|   |-- ChangedMeanwhile     another change was first
|   `-- StillInProgress      the same Idempotency-Key is being worked on right now
|-- TooLarge 413             the body is over the limit
|-- UnsupportedMedia 415     the body isn't JSON
|-- Unprocessable 422        the request can be read, but not be done as it stands
|   `-- KeyReused            the Idempotency-Key was used with another body
|-- TooManyRequests 429      the gateway's throttle
|-- Unexpected 500           internal error; details are in the log only
`-- Unavailable 503          a service behind this one doesn't answer; try again later
    `-- Busy                 too many concurrent changes of one resource

Services derive their own; the class name is the problem's type, the first line of the class docstring its title. Three
are not problems, because no client ever sees them: `AlreadyHandled` (a repeated event is success, not failure),
`NotYet` (an event that has to wait) and `Unfinished` (an event that takes longer than an invocation).
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

CONTENT_TYPE = "application/problem+json"


class Problem(Exception):
    """The request was refused."""

    status: ClassVar[int] = 500
    retry_after: ClassVar[int | None] = None

    def __init__(self, detail: str = "", **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra

    @classmethod
    def type(cls) -> str:
        """The problem type, a URN of the class name: `OutOfStock` -> `urn:souk:problem:out-of-stock`."""
        return "urn:souk:problem:" + re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def title(cls) -> str:
        """One sentence, the same for every problem of this type."""
        return (cls.__doc__ or cls.__name__).splitlines()[0]

    def body(self) -> dict[str, Any]:
        """The members of the problem details object."""
        detail = {"detail": self.detail} if self.detail else {}
        return {"type": self.type(), "title": self.title(), "status": self.status, **detail, **self.extra}

    def headers(self) -> dict[str, str]:
        """The headers of the response."""
        return {"Retry-After": str(self.retry_after)} if self.retry_after is not None else {}


class BadRequest(Problem):
    """The request can't be read."""

    status = 400


class Unauthenticated(Problem):
    """A valid access token is needed."""

    status = 401

    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class Forbidden(Problem):
    """You may not do this."""

    status = 403


class NotFound(Problem):
    """There is no such thing."""

    status = 404


class Conflict(Problem):
    """The thing's present state doesn't allow this."""

    status = 409


class ChangedMeanwhile(Conflict):
    """It was changed by somebody else at the same moment."""

    retry_after = 1


class StillInProgress(Conflict):
    """The request with this Idempotency-Key is still in progress."""

    retry_after = 1


class TooLarge(Problem):
    """The body is too large."""

    status = 413


class UnsupportedMedia(Problem):
    """The body must be application/json."""

    status = 415


class Unprocessable(Problem):
    """The request doesn't fit the contract."""

    status = 422


class KeyReused(Unprocessable):
    """This Idempotency-Key was used for another request."""


class TooManyRequests(Problem):
    """Too many requests."""

    status = 429
    retry_after = 1


class Unexpected(Problem):
    """Something went wrong on our side."""

    status = 500


class Unavailable(Problem):
    """A service behind this one doesn't answer."""

    status = 503
    retry_after = 5


class Busy(Unavailable):
    """Too many changes at once."""

    retry_after = 1


class NotYet(Exception):
    """An event depends on something that isn't there yet: retry it later."""


class Unfinished(Exception):
    """A reaction did a part of its work and had no time for the rest: deliver the event again, to go on."""


class AlreadyHandled(Exception):
    """This event was processed before: nothing is left to do."""
