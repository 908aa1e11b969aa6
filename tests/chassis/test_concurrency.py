"""Two calls at the same time: both results, one error, and nothing left running."""

from __future__ import annotations

from threading import Barrier, Event

import pytest

from chassis.core.concurrency import concurrently
from chassis.core.errors import NotFound, Unavailable
from chassis.runtime import deadline
from tests.chassis.test_deadline import Until
from tests.waiting import PATIENCE


def fail(error: Exception) -> None:
    raise error


def test_the_two_run_at_the_same_time() -> None:
    both_are_there = Barrier(2, timeout=PATIENCE)

    results = concurrently(lambda: both_are_there.wait() >= 0, lambda: both_are_there.wait() >= 0)

    assert results == (True, True)


def test_the_second_obeys_the_deadline_of_the_invocation() -> None:
    with deadline.of(Until(seconds=2)), pytest.raises(Unavailable):
        concurrently(lambda: None, lambda: deadline.check(3))


def test_an_error_of_either_is_raised() -> None:
    with pytest.raises(NotFound):
        concurrently(lambda: fail(NotFound()), lambda: None)
    with pytest.raises(NotFound):
        concurrently(lambda: None, lambda: fail(NotFound()))


def test_of_two_errors_the_first_is_raised() -> None:
    with pytest.raises(Unavailable):
        concurrently(lambda: fail(Unavailable()), lambda: fail(NotFound()))


def test_the_second_has_ended_when_the_first_fails() -> None:
    began, may_end, ended = Event(), Event(), Event()

    def second() -> None:
        began.set()
        may_end.wait(timeout=PATIENCE)
        ended.set()

    def first() -> None:
        began.wait(timeout=PATIENCE)
        may_end.set()
        raise NotFound

    with pytest.raises(NotFound):
        concurrently(first, second)

    assert ended.is_set()
