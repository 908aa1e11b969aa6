"""The log lines of all functions of an environment, merged in the order of their times."""

import contextlib
import itertools
import json
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError
from rich.text import Text

import manifest
from souk.base.console import screen
from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.cloud.functions import Function

POLL_SECONDS = 1.0
REFRESH_POLLS = 15
"""Polls between two looks for newly deployed functions."""
LATE_MS = 10_000
"""The delay with which a line may be stored and still be shown: lines are stored when the function has returned."""
PLATFORM = ("START RequestId", "END RequestId", "REPORT RequestId", "INIT_START")
LEVELS = {"DEBUG": "dim", "INFO": "", "WARNING": "yellow", "ERROR": "red", "CRITICAL": "bold red"}
COLOURS = (
    "dodger_blue1",
    "orange1",
    "orchid",
    "spring_green1",
    "deep_pink1",
    "gold1",
    "medium_purple1",
    "dark_sea_green",
    "light_salmon1",
    "sky_blue1",
    "chartreuse1",
    "light_pink1",
    "turquoise2",
    "tan",
    "slate_blue1",
    "khaki1",
)
IDS = ("request_id", "trace_id", "event_id")
NOT_APPENDED = {"time", "level", "service", "message", "logger", "function", "exc_info", "color_message"}


@dataclass(frozen=True, order=True)
class Line:
    """One line of one function."""

    at_ms: int
    id: str
    function: str = field(compare=False)
    """Its short name: `orders-http`."""
    service: str = field(compare=False)
    text: str = field(compare=False)

    @classmethod
    def of(cls, stored_at_ms: int, line_id: str, function: Function, text: str) -> "Line":
        """A stored line, at the time that it carries: the emulator stores lines when the function has returned."""
        line = cls(stored_at_ms, line_id, function.short_name, function.service, text)
        with contextlib.suppress(ValueError):
            logged_at = datetime.fromisoformat(str((line.fields() or {}).get("time")))
            return replace(line, at_ms=int(logged_at.timestamp() * 1000))
        return line

    def fields(self) -> dict[str, Any] | None:
        """The fields of a structured line; None for a traceback or a print."""
        try:
            content = json.loads(self.text)
        except ValueError:
            return None
        return content if isinstance(content, dict) else None


Others = Callable[[int], Iterable[Line]]
"""Lines of other sources since a moment."""


def no_others(_since_ms: int) -> Iterable[Line]:
    """Functions are the only source."""
    return ()


def read(
    environment: Environment, service: str | None, since_ms: int, others: Others = no_others, trace: str = ""
) -> list[Line]:
    """Every line since a moment, or those of one trace, oldest first."""
    lines: set[Line] = {line for line in others(since_ms) if trace in line.text}
    for function in environment.functions:
        if service in (None, function.service):
            lines |= _lines_of(environment.aws, function, since_ms, trace)
    return sorted(lines)


def refuse_unknown(environment: Environment, service: str | None) -> None:
    """Raise SoukError for a service or an application that the environment does not have."""
    names = sorted({*environment.services, *environment.applications})
    if service is not None and service not in names:
        existing = ", ".join(names)
        raise SoukError(f"`{environment.name}` has no service `{service}`", f"choose one of: {existing}")


def follow(
    environment: Environment, service: str | None, since_ms: int, others: Others = no_others, trace: str = ""
) -> Iterator[list[Line]]:
    """The lines so far, then new ones as they arrive, until the caller stops iterating."""
    shown: set[str] = set()
    for poll in itertools.count(1):
        began_ms = int(time.time() * 1000)
        lines = [line for line in read(environment, service, since_ms, others, trace) if line.id not in shown]
        shown |= {line.id for line in lines}
        yield lines
        since_ms = max(since_ms, began_ms - LATE_MS)
        if poll % REFRESH_POLLS == 0:
            environment.refresh()
        time.sleep(POLL_SECONDS)


def show(batches: Iterable[list[Line]], as_json: bool) -> None:
    """Print the lines, formatted or as they were written."""
    for batch in batches:
        for line in batch:
            if as_json:
                sys.stdout.write(f"{line.text}\n")
            else:
                screen.print(formatted(line), soft_wrap=True)
        sys.stdout.flush()


def formatted(line: Line) -> Text:
    """A line for people: its time, function and message, then its other fields and the ids that link it to others."""
    moment = datetime.fromtimestamp(line.at_ms / 1000, UTC).astimezone().strftime("%H:%M:%S.%f")[:-3]
    text = Text.assemble((moment, "dim"), "  ", (f"{line.function:<20}", colour_of(line.service)), "  ")
    fields = line.fields()
    if fields is None:
        return text.append(line.text, "dim")
    level = str(fields.get("level", "INFO"))
    if level not in ("INFO", "DEBUG"):
        text.append(f"{level.lower()}: ", LEVELS.get(level, ""))
    text.append(str(fields.get("message", "")), LEVELS.get(level, ""))
    extra = {name: value for name, value in fields.items() if name not in NOT_APPENDED and value not in ("", None)}
    if "trace_id" in extra:
        extra.pop("request_id", None)  # the trace id links more lines
    for name in sorted(extra, key=lambda name: (name in IDS, name)):
        text.append(f"  {name}=", "dim").append(str(extra[name]), "dim" if name in IDS else "")
    if fields.get("exc_info"):
        text.append(f"\n{fields['exc_info']}", "dim")
    return text


def colour_of(service: str) -> str:
    """The colour of a service: its manifest's, or one that depends on its name alone, equal in every shell."""
    return manifest.load(service).colour or COLOURS[zlib.crc32(service.encode()) % len(COLOURS)]


def _lines_of(aws: Aws, function: Function, since_ms: int, trace: str) -> set[Line]:
    group, lines = f"/aws/lambda/{function.name}", set[Line]()
    pages = aws.logs.get_paginator("filter_log_events").paginate(
        logGroupName=group, startTime=since_ms, filterPattern=f'"{trace}"' if trace else ""
    )
    numbers = Counter[str]()
    try:
        for page in pages:
            for event in page["events"]:
                stream = event.get("logStreamName", "")
                numbers[stream] += 1
                if not event["message"].startswith(PLATFORM):
                    # The emulator's events have no ids, but each invocation has its own stream.
                    line_id = event.get("eventId") or f"{stream}/{numbers[stream]:06}"
                    lines.add(Line.of(event["timestamp"], line_id, function, event["message"].rstrip()))
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
    return lines
