"""`souk logs --trace` and `--until`: the lines of one journey, until its last stations have logged."""

import itertools
from types import SimpleNamespace

import pytest

from souk.base.errors import SoukError
from souk.cloud import log_endings, logs
from souk.cloud.logs import Line
from tests.fake_environment import FakeEnvironment

TRACE = "1-5759e988-bd862e3fe1be46a994272793"
OTHER = "1-5759e988-000000000000000000000000"
NAMES = ("orders-http", "orders-kinesis")


class Logs:
    """CloudWatch Logs that names no events, as the emulator; each function has logged for two traces."""

    def get_paginator(self, _operation):
        def paginate(logGroupName, startTime, filterPattern):  # noqa: N803
            stored = [
                {"timestamp": at, "logStreamName": f"{logGroupName}/{trace}", "message": f"{text} {trace}"}
                for at, trace in ((10, OTHER), (20, TRACE))
                for text in ("first", "second")
            ]
            shown = [event for event in stored if event["timestamp"] >= startTime]
            return [{"events": [event for event in shown if filterPattern.strip('"') in event["message"]]}]

        return SimpleNamespace(paginate=paginate)


@pytest.fixture
def environment():
    return FakeEnvironment("pr-7", function_names=NAMES, logs=Logs())


def line(function):
    return Line(0, function, function, "orders", "")


def test_the_lines_of_a_trace_are_those_of_functions_and_programs_that_name_it(environment):
    programs = [Line(5, "a", "updates", "updates", f"GET / {TRACE}"), Line(6, "b", "updates", "updates", "GET /")]

    lines = logs.read(environment, None, 0, lambda _since: programs, TRACE)

    assert lines[0].text == f"GET / {TRACE}"
    assert [line.text for line in lines[1:]] == [f"{text} {TRACE}" for text in ("first", "second")] * 2


def test_a_line_keeps_its_id_when_reading_begins_later(environment):
    all_ids = {line.id for line in logs.read(environment, None, 0)}

    assert {line.id for line in logs.read(environment, None, 15)} <= all_ids


def test_following_ends_with_the_batch_in_which_the_last_function_has_logged():
    batches = iter([[line("orders-http")], [], [line("users-sqs"), line("orders-kinesis")], [line("orders-http")]])

    shown = list(log_endings.until(batches, NAMES))

    assert len(shown) == 3
    assert next(batches)


def test_waiting_for_a_function_that_stays_silent_ends_with_its_name():
    seconds = itertools.count(0, 200)
    batches = itertools.repeat([line("orders-http")])

    with pytest.raises(SoukError, match="no line of orders-kinesis within 300 s"):
        list(log_endings.until(batches, NAMES, clock=lambda: next(seconds)))


def test_a_function_that_is_not_there_or_not_shown_is_not_waited_for(environment):
    log_endings.refuse_unknown(environment, None, NAMES)

    with pytest.raises(SoukError, match="has no function `orders-nope`") as refused:
        log_endings.refuse_unknown(environment, None, ["orders-nope"])
    with pytest.raises(SoukError, match="has no function `orders-http`"):
        log_endings.refuse_unknown(environment, "users", ["orders-http"])

    assert refused.value.hint == "choose of: orders-http, orders-kinesis"


@pytest.mark.parametrize("written", [f"Root={TRACE}", "nope", f"{TRACE} ", TRACE.upper()])
def test_a_trace_is_named_by_its_id(written):
    assert log_endings.trace_id(TRACE) == TRACE
    assert log_endings.trace_id("") == ""

    with pytest.raises(SoukError, match="is no trace id"):
        log_endings.trace_id(written)
