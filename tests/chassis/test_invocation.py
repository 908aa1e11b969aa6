"""No detail of an exception leaves a function, however it was invoked."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import pytest

from chassis.core.errors import Unavailable
from chassis.runtime import deadline
from chassis.runtime.invocation import Failed, invocation
from tests.lambdas import PLENTY, Left


def test_what_fails_is_logged_and_leaves_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    @invocation
    def handler(_event: dict[str, Any], _context: Any) -> None:
        raise KeyError("ada@souk.example")

    with pytest.raises(Failed) as failure:
        handler({}, PLENTY)

    assert str(failure.value) == "Something went wrong on our side. Try again later."
    assert "ada@" not in "".join(traceback.format_exception(failure.value))
    [line] = [line for line in caplog.records if line.levelno == logging.ERROR]
    assert line.exc_info


def test_what_works_answers_as_it_is() -> None:
    assert invocation(lambda event, _context: event)({"triggerSource": "PostConfirmation"}, None) == {
        "triggerSource": "PostConfirmation"
    }


def test_a_handler_has_the_deadline_that_lambda_tells() -> None:
    seen: list[bool] = []

    @invocation
    def handler(_event: dict[str, Any], _context: Any) -> None:
        deadline.check(5)
        with pytest.raises(Unavailable):
            deadline.check(10)
        seen.append(True)

    handler({}, Left(9_000))

    assert seen
