"""`souk logs`: what all functions of an environment say, merged, one line each."""

import contextlib
import json
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError
from rich.text import Text

from souk.base.console import screen
from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.cloud.functions import Function, functions

POLL_SECONDS = 1.0
LATE_MS = 10_000
"""How late a line may come and still be shown: a function's lines are stored when it has answered."""
PLATFORM = ("START RequestId", "END RequestId", "REPORT RequestId", "INIT_START")
LEVELS = {"DEBUG": "dim", "INFO": "", "WARNING": "yellow", "ERROR": "red", "CRITICAL": "bold red"}
SERVICES = {"users": "magenta", "orders": "cyan", "notifications": "green"}
OTHERS = (
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
SAID_ELSEWHERE = {"time", "level", "service", "message", "logger", "function", "exc_info", "color_message"}


@dataclass(frozen=True, order=True)
class Line:
    """One line of one function."""

    at_ms: int
    id: str
    function: str = field(compare=False)
    text: str = field(compare=False)

    @classmethod
    def of(cls, stored_at_ms: int, own: str, function: str, text: str) -> "Line":
        """A stored line. It is as old as it says itself: the emulator stores lines when the function has ended."""
        said = cls(stored_at_ms, own, function, text).fields() or {}
        with contextlib.suppress(ValueError):
            stored_at_ms = int(datetime.fromisoformat(str(said.get("time"))).timestamp() * 1000)
        return cls(stored_at_ms, own, function, text)

    def fields(self) -> dict[str, Any] | None:
        """What the line says, if it is one of ours; None for a traceback or a print."""
        try:
            found = json.loads(self.text)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None


def read(aws: Aws, env: str, service: str | None, since_ms: int) -> list[Line]:
    """Every line since a moment, oldest first."""
    lines: set[Line] = set()
    for function in functions(aws, env):
        if service in (None, function.service):
            lines |= _lines_of(aws, function, since_ms)
    return sorted(lines)


def refuse_unknown(aws: Aws, env: str, service: str | None) -> None:
    """A service that isn't there would say nothing for ever."""
    known = sorted({function.service for function in functions(aws, env)})
    if service is not None and service not in known:
        raise SoukError(f"`{env}` has no service `{service}`", f"it has {', '.join(known)}")


def follow(aws: Aws, env: str, service: str | None, since_ms: int) -> Iterator[list[Line]]:
    """The lines so far, then those that come, until the reader stops asking."""
    shown: set[str] = set()
    while True:
        lines = [line for line in read(aws, env, service, since_ms) if line.id not in shown]
        shown |= {line.id for line in lines}
        yield lines
        since_ms = max(since_ms, int(time.time() * 1000) - LATE_MS)
        time.sleep(POLL_SECONDS)


def show(batches: Iterable[list[Line]], as_json: bool) -> None:
    """The lines for the eye, or as they were written."""
    for batch in batches:
        for line in batch:
            if as_json:
                sys.stdout.write(f"{line.text}\n")
            else:
                screen.print(drawn(line), soft_wrap=True)
        sys.stdout.flush()


def drawn(line: Line) -> Text:
    """A line for the eye: the time, who, what, and the ids that tie it to others."""
    moment = datetime.fromtimestamp(line.at_ms / 1000, UTC).astimezone().strftime("%H:%M:%S.%f")[:-3]
    colour = colour_of(line.function.partition("-")[0])
    text = Text.assemble((moment, "dim"), "  ", (f"{line.function:<20}", colour), "  ")
    said = line.fields()
    if said is None:
        return text.append(line.text, "dim")
    level = str(said.get("level", "INFO"))
    if level not in ("INFO", "DEBUG"):
        text.append(f"{level.lower()}: ", LEVELS.get(level, ""))
    text.append(str(said.get("message", "")), LEVELS.get(level, ""))
    rest = {name: value for name, value in said.items() if name not in SAID_ELSEWHERE and value not in ("", None)}
    if "trace_id" in rest:
        rest.pop("request_id", None)  # the trace ties more together
    for name in sorted(rest, key=lambda name: (name in IDS, name)):
        text.append(f"  {name}=", "dim").append(str(rest[name]), "dim" if name in IDS else "")
    if said.get("exc_info"):
        text.append(f"\n{said['exc_info']}", "dim")
    return text


def colour_of(service: str) -> str:
    """The colour of a service: from its name alone, so that it is the same in every shell and beside any neighbours."""
    return SERVICES.get(service) or OTHERS[zlib.crc32(service.encode()) % len(OTHERS)]


def _lines_of(aws: Aws, function: Function, since_ms: int) -> set[Line]:
    group, lines = f"/aws/lambda/{function.name}", set[Line]()
    try:
        for page in aws.logs.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since_ms):
            for number, event in enumerate(page["events"]):
                if not event["message"].startswith(PLATFORM):
                    # The emulator gives its events no ids, but every invocation a stream of its own.
                    own = event.get("eventId") or f"{event['logStreamName']}/{number:06}"
                    lines.add(Line.of(event["timestamp"], own, function.short, event["message"].rstrip()))
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
    return lines
