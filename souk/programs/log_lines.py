"""The log lines of programs on this machine, for `souk logs`."""

from __future__ import annotations

import contextlib
import re
from datetime import datetime
from pathlib import Path

from souk.base.paths import Paths
from souk.cloud.environment import Environment
from souk.cloud.logs import Line
from souk.programs import program_process

MOST_BYTES = 2**20
"""Of each log, from its end."""
TIME = re.compile(r"\[(\d{2}/\w{3}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} [+-]\d{4})\]")
FORMATS = ("%d/%b/%Y:%H:%M:%S %z", "%Y-%m-%d %H:%M:%S %z")
"""Of access logs, and of gunicorn's other lines."""


def read(paths: Paths, environment: Environment, service: str | None, since_ms: int) -> list[Line]:
    """The lines since a moment of one application's program, or of all. One without a time has that before it."""
    return [
        line
        for application in environment.applications
        if service in (None, application)
        for line in _lines(program_process.log_file(paths, environment.name, application), application)
        if line.at_ms >= since_ms
    ]


def _lines(log: Path, application: str) -> list[Line]:
    try:
        with log.open("rb") as file:
            start = max(0, log.stat().st_size - MOST_BYTES)
            file.seek(start)
            content = file.read()
    except FileNotFoundError:
        return []
    lines, at_ms, place = [], 0, start
    for text in content.decode(errors="replace").splitlines(keepends=True):
        at_ms = _time(text) or at_ms
        lines.append(Line(at_ms, f"{log.name}/{place:012}", application, application, text.rstrip()))
        place += len(text.encode())
    return lines[1:] if start else lines


def _time(text: str) -> int | None:
    """The time of a line in milliseconds, where it has one."""
    if match := TIME.search(text):
        for form in FORMATS:
            with contextlib.suppress(ValueError):
                return int(datetime.strptime(match[1], form).timestamp() * 1000)
    return None
