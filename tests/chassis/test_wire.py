"""The relay's quick look at an event agrees with the event's own type."""

from __future__ import annotations

import json
import random
from typing import Any

from pydantic import ValidationError

from chassis.core.events import Announcement, Event
from chassis.core.wire import is_event

EVENTS = 5_000
ODD: list[Any] = [
    *(None, True, 0, -1, 1.5, "", "x", [], {}, "\ud800", float("nan"), 10**30),
    *("2026-11-24T09:12:30Z", "2026-11-24 09:12:30Z", "2026-11-24T09:12:30", "2026-13-24T09:12:30Z", "2026-W01-1"),
    *("2026-11-24T09:12:30.1234567Z", "2026-11-24T09:12:30+25:00", "01M86D80GJCJQMKY5HDTGP3BAT", "01M86D80\n"),
    *("2026-11-24T24:00:00Z", "0000-01-01T00:00:00Z", "2026-11-24T09:12:60Z", "01M86D80GJCJQMKY5HDTGP3BAT\n"),
]


class Baked(Announcement):
    name: str = "bakery.Baked"
    version: int = 1
    loaf: str = "Röggen \N{BREAD}"


def accepted(text: str) -> bool:
    """Whether the event's type accepts it."""
    try:
        Event.model_validate_json(text)
    except ValidationError:
        return False
    return True


def test_every_event_as_we_write_it_is_one() -> None:
    assert is_event(Baked(aggregate_id="1", sequence=7, trace="1-a").wire())


def test_nothing_passes_that_the_type_of_events_refuses() -> None:
    random_ = random.Random(13)  # noqa: S311  no secret
    passed = 0

    for _ in range(EVENTS):
        fields = json.loads(Baked(aggregate_id="1").wire())
        for name in random_.sample(sorted(fields), random_.randint(0, 2)):
            if random_.random() < 0.2:
                del fields[name]
            else:
                fields[name] = random_.choice(ODD)
        text = json.dumps(fields, ensure_ascii=random_.random() < 0.2 or "\ud800" in fields.values())
        passed += is_event(text)
        assert accepted(text) or not is_event(text), text

    assert passed > EVENTS / 5


def test_text_that_is_no_event_is_none() -> None:
    for text in ("", "{", "[]", "7", "null", '"x"', "[" * 100_000, Baked(aggregate_id="1").wire()[:-1]):
        assert not is_event(text)
