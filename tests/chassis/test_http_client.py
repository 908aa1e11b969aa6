"""Calls to other services: patient where it is safe, and cut off while the other side is down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from pybreaker import STATE_CLOSED, CircuitBreaker, CircuitMemoryStorage

from chassis.core.errors import Unavailable
from chassis.runtime.http_client import ATTEMPTS, FAILURES_TO_OPEN, ResilientTransport, client

Answerer = Callable[[httpx.Request], httpx.Response]
HOUR = 3600


class Other:
    """The other service: gives its answers one after the other, the last one for ever."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer, text="the answer")


class BrokenOff(httpx.SyncByteStream):
    """A body that never comes to its end."""

    def __iter__(self) -> Iterator[bytes]:
        yield b"the ans"
        raise httpx.ReadTimeout("too slow")


def caller(other: Answerer, memory: CircuitMemoryStorage | None = None) -> httpx.Client:
    memory = memory or CircuitMemoryStorage(STATE_CLOSED)
    breaker = CircuitBreaker(fail_max=FAILURES_TO_OPEN, reset_timeout=HOUR, state_storage=memory)
    return httpx.Client(
        base_url="https://users.example/v1", transport=ResilientTransport(httpx.MockTransport(other), breaker, wait=0)
    )


@pytest.mark.parametrize("trouble", [500, 502, 503, 429, httpx.ConnectError("no"), httpx.ReadTimeout("slow")])
def test_a_read_that_failed_is_tried_again(trouble: int | Exception) -> None:
    other = Other(trouble, 200)

    answer = caller(other).get("/customers/1")

    assert (answer.status_code, answer.text) == (200, "the answer")
    assert len(other.asked) == ATTEMPTS


def test_a_read_is_given_up_after_some_attempts() -> None:
    other = Other(503)

    with pytest.raises(Unavailable, match="users"):
        caller(other).get("/customers/1")

    assert len(other.asked) == ATTEMPTS


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_may_have_changed_something_is_never_repeated(method: str) -> None:
    other = Other(503)

    with pytest.raises(Unavailable):
        caller(other).request(method, "/customers", json={})

    assert len(other.asked) == 1


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    asked = []

    def other(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, stream=BrokenOff())

    with pytest.raises(Unavailable):
        caller(other).get("/customers/1")

    assert len(asked) == ATTEMPTS


def test_who_keeps_failing_is_left_alone() -> None:
    other = Other(503)
    http = caller(other)
    for _ in range(3):
        with pytest.raises(Unavailable):
            http.get("/customers/1")
    asked = len(other.asked)

    with pytest.raises(Unavailable):
        http.get("/customers/1")

    assert asked == len(other.asked) <= FAILURES_TO_OPEN


def test_after_a_while_it_is_asked_again_and_trusted_when_it_answers() -> None:
    other = Other(*[503] * FAILURES_TO_OPEN, 200)
    memory = CircuitMemoryStorage(STATE_CLOSED)
    http = caller(other, memory)
    for _ in range(3):
        with pytest.raises(Unavailable):
            http.get("/customers/1")

    memory.opened_at = datetime.now(UTC) - timedelta(seconds=HOUR + 1)

    assert [http.get("/customers/1").status_code for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
def test_a_refusal_is_an_answer_and_no_failure(status: int) -> None:
    other = Other(status)
    http = caller(other)

    answers = {http.get("/customers/1").status_code for _ in range(2 * FAILURES_TO_OPEN)}

    assert answers == {status}
    assert len(other.asked) == 2 * FAILURES_TO_OPEN


def test_the_other_service_is_told_which_trace_it_belongs_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=1;Sampled=1")
    other = Other(200)

    caller(other).get("/customers/1")

    assert other.asked[0].headers["X-Amzn-Trace-Id"].startswith("Root=1-5759e988-bd862e3fe1be46a994272793")


def test_a_service_that_is_not_there_is_unavailable() -> None:
    with client("http://127.0.0.1:9/v1") as http, pytest.raises(Unavailable):
        http.post("/orders", json={})


def test_nobody_waits_for_long() -> None:
    with client("https://users.example/v1") as http:
        assert http.timeout.connect == 1
        assert http.timeout.read == 3
