"""HTTP client for other services: timeouts, retries of safe requests, and a circuit breaker.

The generated SDK clients use httpx, so this is one `httpx.Client` to pass to them, with the SDK's SigV4 as its auth.
"""

from __future__ import annotations

from collections.abc import Callable

import httpx
from pybreaker import CircuitBreaker, CircuitBreakerError
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from chassis.core.errors import Unavailable
from chassis.runtime import deadline, tracing

TIMEOUT = httpx.Timeout(3.0, connect=1.0)
LONGEST_PAUSE = 1.0
LONGEST_TRY = 5.0  # seconds, including the pause after it
ATTEMPTS = 2
FAILURES_TO_OPEN = 5
SECONDS_TO_RETRY = 10


class _ServiceFailed(Exception):
    """The other service didn't answer, or answered 5xx or 429."""


class ResilientTransport(httpx.BaseTransport):
    """Retries failed reads with jitter, and opens the circuit after too many failures in a row.

    Raises Unavailable in the end, so that callers don't depend on httpx.
    """

    def __init__(self, inner: httpx.BaseTransport, breaker: CircuitBreaker, wait: float = 0.1) -> None:
        self._inner, self._breaker = inner, breaker
        self._retrying = Retrying(
            retry=retry_if_exception_type(_ServiceFailed),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_random_exponential(multiplier=wait, max=LONGEST_PAUSE),
            reraise=True,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        with tracing.call_service(url.host, request.method, f"{url.scheme}://{url.host}{url.path}") as call:
            request.headers[tracing.HEADER] = call.header
            response = self._retry(request)
            call.answered(response.status_code)
            return response

    def _retry(self, request: httpx.Request) -> httpx.Response:
        send: Callable[[], httpx.Response] = lambda: self._try(request)  # noqa: E731
        try:
            return self._retrying(send) if request.method in ("GET", "HEAD") else send()
        except (CircuitBreakerError, _ServiceFailed) as error:
            raise Unavailable(f"{request.url.host} doesn't answer.") from error

    def _try(self, request: httpx.Request) -> httpx.Response:
        deadline.check(LONGEST_TRY)  # outside the breaker: it is no failure of the other service
        response: httpx.Response = self._breaker.call(self._send, request)
        return response

    def _send(self, request: httpx.Request) -> httpx.Response:
        try:
            response = self._inner.handle_request(request)
            response.read()  # inside the try: a truncated response is a failure, too
        except httpx.TransportError as error:
            raise _ServiceFailed from error
        if response.status_code >= 500 or response.status_code == 429:
            raise _ServiceFailed
        return response

    def close(self) -> None:
        self._inner.close()


def client(base_url: str, auth: httpx.Auth | None = None) -> httpx.Client:
    """A client for one service, to be kept for the life of the function: it holds the circuit breaker."""
    breaker = CircuitBreaker(fail_max=FAILURES_TO_OPEN, reset_timeout=SECONDS_TO_RETRY)
    transport = ResilientTransport(httpx.HTTPTransport(), breaker)
    return httpx.Client(base_url=base_url, auth=auth, timeout=TIMEOUT, transport=transport)
