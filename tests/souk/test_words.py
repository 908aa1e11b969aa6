"""How things are said: times, sizes, log lines, SAM's chatter."""

import os
import subprocess
import sys

import pytest
from rich.color import Color

import manifest
from souk.base.console import size, took
from souk.cloud.logs import COLOURS, Line, colour_of, formatted
from souk.deploy.sam_cli import summarize
from tests.fake_environment import function


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0841, "84 ms"), (0.9996, "1.0 s"), (2.44, "2.4 s"), (59.97, "60.0 s"), (185, "3 min 05 s")],
)
def test_a_duration_is_said_as_people_say_it(seconds, text):
    assert took(seconds) == text


def test_memory_is_said_in_the_unit_that_fits():
    assert size(293 * 2**10) == "293 kB"
    assert size(700 * 2**20) == "700 MB"
    assert size(1536 * 2**20) == "1.50 GB"


def test_a_structured_line_shows_its_message_first_and_its_ids_last():
    line = Line.of(
        0,
        "1",
        function("orders-http"),
        '{"time": "2026-01-02T03:04:05.678+00:00", "level": "INFO", "service": "orders",'
        ' "message": "placed", "request_id": "r-1", "lines": 2}',
    )

    assert formatted(line).plain.endswith("orders-http           placed  lines=2  request_id=r-1")
    assert line.at_ms == 1767323045678


def test_a_warning_says_that_it_is_one():
    assert (
        "warning: slow"
        in formatted(Line.of(0, "1", function("users-sqs"), '{"level": "WARNING", "message": "slow"}')).plain
    )


def test_a_line_that_is_not_ours_is_shown_as_it_came():
    assert formatted(Line.of(0, "1", function("users-sqs"), "Traceback (most recent call last):")).plain.endswith(
        "Traceback (most recent call last):"
    )


@pytest.mark.parametrize(("service", "colour"), [("users", "magenta"), ("orders", "cyan"), ("notifications", "green")])
def test_a_service_has_the_colour_of_its_manifest(service, colour):
    assert colour_of(service) == colour


def test_any_other_service_has_a_colour_that_is_none_of_theirs():
    chosen = {manifest.load(service).colour for service in manifest.names()}
    assert not set(COLOURS) & {*chosen, "white", "red", "yellow"}
    assert [Color.parse(colour).name for colour in COLOURS] == list(COLOURS)
    line = formatted(Line.of(0, "1", function("reviews-http"), "hello"))
    assert colour_of("reviews") in COLOURS
    assert colour_of("reviews") in {span.style for span in line.spans}


@pytest.mark.parametrize("seed", ["1", "2"])
def test_it_has_the_same_colour_in_every_shell(seed):
    program = "from souk.cloud.logs import colour_of; print(colour_of('reviews'))"
    environ = {**os.environ, "PYTHONHASHSEED": seed}

    process = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True)

    assert process.stdout.strip() == colour_of("reviews")


def test_lines_come_in_the_order_of_what_they_tell_not_of_when_they_were_stored():
    late = Line.of(9_000, "a", function("orders-http"), '{"time": "1970-01-01T00:00:02+00:00", "message": "second"}')
    early = Line.of(9_500, "b", function("orders-stream"), '{"time": "1970-01-01T00:00:01+00:00", "message": "first"}')

    assert sorted([late, early]) == [early, late]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("CREATE_COMPLETE AWS::DynamoDB::Table OrdersTable", "create complete: OrdersTable"),
        ("Uploading to dev/04fc956 723 / 723 (100.00%)", "uploading"),
        ("Build Succeeded", "Build Succeeded"),
    ],
)
def test_sam_is_quoted_briefly(words, text):
    assert summarize(words) == text
