"""The SDK's errors, one family.

SoukError
|-- Problem             the service refused the request (RFC 9457); a class per status, and per type in `problems`
|   |-- BadRequest 400, Unauthenticated 401, Forbidden 403, NotFound 404, Conflict 409, Gone 410, TooLarge 413,
|   |   UnsupportedMedia 415, Unprocessable 422, TooManyRequests 429
|   `-- Unexpected 500, Unavailable 502, 503, 504
|-- UnexpectedResponse  neither a result nor a problem, and the status alone doesn't say enough
|-- Unreachable         no response; its cause is httpx's error
|-- SignInFailed        the user pool refused the sign-in, or there are no credentials
|-- WaitTimeout         `wait_until` ran out of time
|-- UpdateRefused       firmware or its metadata isn't what was signed (`souk_sdk.updates`)
|-- NoRelease           a model has no firmware (`souk_sdk.updates`)
|-- ContentRefused      the server of files for members refuses a fresh link (`souk_sdk.content`)
|-- ContentChanged      another revision was published while a file was read (`souk_sdk.content`)
`-- NotConfigured       no such environment, no address, or an extra that isn't installed

No message holds a token, a password or a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class SoukError(Exception):
    """Base class of all errors of the SDK."""


class NotConfigured(SoukError):
    """An environment, an address or an extra is missing."""


class SignInFailed(SoukError):
    """The user pool refused the sign-in, or there are no credentials to sign with."""


class Unreachable(SoukError):
    """No response arrived in time. Whether the request was processed is unknown."""


class WaitTimeout(SoukError, TimeoutError):
    """`wait_until` ran out of time. `last` is the result of the last poll."""

    def __init__(self, message: str, last: Any) -> None:
        super().__init__(message, last)
        self.last = last

    def __str__(self) -> str:
        return str(self.args[0])


StillWaiting = WaitTimeout
"""The name in 0.2.0."""


class UnexpectedResponse(SoukError):
    """The response is neither what the contract promises nor a problem: a captive portal's page, say."""

    def __init__(self, message: str, status: int, content: bytes, trace_id: str) -> None:
        super().__init__(message, status, content, trace_id)
        self.status, self.content, self.trace_id = status, content, trace_id

    def __str__(self) -> str:
        return f"{self.args[0]} (status {self.status}{_in_trace(self.trace_id)})"


UnexpectedAnswer = UnexpectedResponse
"""The name in 0.2.0."""


class Misfit(NamedTuple):
    """One field of a request that violates the contract."""

    field: str
    reason: str


class Problem(SoukError):
    """The service refused the request. Match on the class or `type`; show `title` and `detail`."""

    def __init__(self, status: int, members: Mapping[str, Any], trace_id: str, retry_after: float | None) -> None:
        super().__init__(status, members, trace_id, retry_after)
        self.status, self.trace_id, self.retry_after = status, trace_id, retry_after
        self.said = dict(members)
        """All members of the problem details, extension members included."""

    @property
    def type(self) -> str:
        """The problem type, a URI; stable."""
        return str(self.said.get("type", "about:blank"))

    @property
    def title(self) -> str:
        """The summary of the problem type; the same for every occurrence."""
        return str(self.said.get("title", ""))

    @property
    def detail(self) -> str:
        """The explanation of this occurrence, with a way out."""
        return str(self.said.get("detail", ""))

    @property
    def errors(self) -> tuple[Misfit, ...]:
        """Each field that violates the contract, if that is the problem."""
        errors = self.said.get("errors")
        misfits = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
        return tuple(Misfit(str(misfit.get("field", "")), str(misfit.get("reason", ""))) for misfit in misfits)

    def __str__(self) -> str:
        message = " ".join(part for part in (self.title, self.detail) if part) or self.type
        return f"{message} ({self.type}, status {self.status}{_in_trace(self.trace_id)})"


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


class Gone(Problem):
    """It was there, and is no longer valid."""


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
    410: Gone,
    413: TooLarge,
    415: UnsupportedMedia,
    422: Unprocessable,
    429: TooManyRequests,
    500: Unexpected,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
}
"""The class of a problem whose type a newer service has added."""

SAME_FROM_A_GATEWAY = frozenset({401, 403, 413, 415, 429, 500, 502, 503, 504})
"""Statuses that mean the same from a firewall or a gateway as from the service. The others are about the requested
resource, which only the service knows: a gateway's 404 doesn't mean that there is no such order."""


def _in_trace(trace_id: str) -> str:
    return f", trace {trace_id}" if trace_id else ""
