"""One family of errors, for everything that can come between a call and its result.

SoukError
|-- Problem             the service refuses, and says why (RFC 9457); one class a status, and one a type in `problems`
|   |-- BadRequest 400, Unauthenticated 401, Forbidden 403, NotFound 404, Conflict 409, TooLarge 413,
|   |   UnsupportedMedia 415, Unprocessable 422, TooManyRequests 429
|   `-- Unexpected 500, Unavailable 502, 503, 504
|-- UnexpectedAnswer    what came is neither the result nor a problem, and its status doesn't say enough
|-- Unreachable         nothing came at all; its cause is httpx's error
|-- SignInFailed        the user pool refuses, or there are no credentials
|-- StillWaiting        what was waited for hasn't happened yet
`-- NotConfigured       no such environment, no address, or an extra that isn't installed

No message holds a token, a password or a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class SoukError(Exception):
    """Anything that went wrong between a call and its result."""


class NotConfigured(SoukError):
    """Something that this program needs isn't there: an environment, an address, an extra."""


class SignInFailed(SoukError):
    """The user pool refuses, or there is nothing to sign with."""


class Unreachable(SoukError):
    """No answer came, or not in time. Whether the request was carried out is not known."""


class StillWaiting(SoukError, TimeoutError):
    """What was waited for hasn't happened in time. `last` is what was seen last."""

    def __init__(self, message: str, last: Any) -> None:
        super().__init__(message, last)
        self.last = last

    def __str__(self) -> str:
        return str(self.args[0])


class UnexpectedAnswer(SoukError):
    """The answer is neither what the contract promises nor a problem: a network's welcome page, say."""

    def __init__(self, message: str, status: int, content: bytes, trace_id: str) -> None:
        super().__init__(message, status, content, trace_id)
        self.status, self.content, self.trace_id = status, content, trace_id

    def __str__(self) -> str:
        return f"{self.args[0]} (status {self.status}{_in_trace(self.trace_id)})"


class Misfit(NamedTuple):
    """One place where a request doesn't fit the contract."""

    field: str
    reason: str


class Problem(SoukError):
    """The service refuses, and says why. Compare the class or `type`; show `title` and `detail`."""

    def __init__(self, status: int, said: Mapping[str, Any], trace_id: str, retry_after: float | None) -> None:
        super().__init__(status, said, trace_id, retry_after)
        self.status, self.trace_id, self.retry_after = status, trace_id, retry_after
        self.said = dict(said)
        """All that the service said, members of this type alone included."""

    @property
    def type(self) -> str:
        """Which problem it is; stable."""
        return str(self.said.get("type", "about:blank"))

    @property
    def title(self) -> str:
        """The problem in words; the same for every occurrence."""
        return str(self.said.get("title", ""))

    @property
    def detail(self) -> str:
        """What happened this time, and what to do about it."""
        return str(self.said.get("detail", ""))

    @property
    def errors(self) -> tuple[Misfit, ...]:
        """Every place that doesn't fit, where that is what is wrong."""
        found = self.said.get("errors")
        listed = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
        return tuple(Misfit(str(each.get("field", "")), str(each.get("reason", ""))) for each in listed)

    def __str__(self) -> str:
        what = " ".join(part for part in (self.title, self.detail) if part) or self.type
        return f"{what} ({self.type}, status {self.status}{_in_trace(self.trace_id)})"


class BadRequest(Problem):
    """The request can't be read."""


class Unauthenticated(Problem):
    """A valid access token is needed."""


class Forbidden(Problem):
    """You may not do this."""


class NotFound(Problem):
    """There is no such thing."""


class Conflict(Problem):
    """The thing's present state doesn't allow this."""


class TooLarge(Problem):
    """The body is too large."""


class UnsupportedMedia(Problem):
    """The body must be application/json."""


class Unprocessable(Problem):
    """The request doesn't fit the contract."""


class TooManyRequests(Problem):
    """Too many requests."""


class Unexpected(Problem):
    """Something went wrong on the service's side."""


class Unavailable(Problem):
    """The service, or one behind it, doesn't answer."""


BY_STATUS: dict[int, type[Problem]] = {
    400: BadRequest,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: TooLarge,
    415: UnsupportedMedia,
    422: Unprocessable,
    429: TooManyRequests,
    500: Unexpected,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
}
"""What a problem is whose type this SDK doesn't know: one that a newer service has added."""

WHOEVER_SAYS_IT = frozenset({401, 403, 413, 415, 429, 500, 502, 503, 504})
"""Statuses that mean the same from a firewall or a gateway as from the service. The others speak of the thing that was
asked for, of which only the service knows: a gateway's 404 doesn't mean that there is no such order."""


def _in_trace(trace_id: str) -> str:
    return f", trace {trace_id}" if trace_id else ""
