"""The update server's own access log: what reached it, and whether a cache in front asked too often."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LINE = re.compile(r'^\[(?P<at>[^]]+)\] "GET (?P<path>\S+) HTTP/1\.[01]" (?P<status>\d+) (?P<size>\d+|-)$', re.MULTILINE)
HEALTH = "/alive"
MINUTE = re.compile(r"/metadata/(timestamp|\d+\.root)\.json")
"""Paths that a cache keeps for a minute; all others for a year."""
KINDS = {
    "next root (404)": re.compile(r"/metadata/\d+\.root\.json"),
    "timestamp": re.compile(r"/metadata/timestamp\.json"),
    "snapshot": re.compile(r"/metadata/\d+\.snapshot\.json"),
    "targets": re.compile(r"/metadata/\d+\.targets\.json"),
    "firmware": re.compile(r"/targets/.+"),
}
TTL = 60.0
ROUNDING = 1.0
"""The log has whole seconds."""
SETTLED_SECONDS = 1.0


@dataclass(frozen=True)
class Request:
    """A request that was answered."""

    at: float
    """Seconds since 1970."""
    path: str
    size: int
    """Bytes of the body."""


@dataclass(frozen=True)
class OriginLog:
    """The log from a position on."""

    file: Path
    start: int

    @classmethod
    def from_now(cls, file: Path) -> OriginLog:
        return cls(file, file.stat().st_size)

    def requests(self) -> list[Request]:
        """Without health checks, once the log has stopped growing: a line is written after its answer."""
        size = -1
        while size != (size := self.file.stat().st_size):
            time.sleep(SETTLED_SECONDS)
        with self.file.open("rb") as file:
            file.seek(self.start)
            return parse(file.read().decode())


def parse(text: str) -> list[Request]:
    """The requests of a log."""
    return [
        Request(
            datetime.strptime(line["at"], "%d/%b/%Y:%H:%M:%S %z").timestamp(),
            line["path"],
            int(line["size"].replace("-", "0")),
        )
        for line in LINE.finditer(text)
        if line["path"] != HEALTH
    ]


def by_kind(requests: Iterable[Request]) -> Counter[str]:
    """The number of requests of each kind. Raises ValueError for a path of none."""
    counts: Counter[str] = Counter()
    for request in requests:
        kind = next((kind for kind, paths in KINDS.items() if paths.fullmatch(request.path)), None)
        if kind is None:
            raise ValueError(f"gadgets don't ask for {request.path}")
        counts[kind] += 1
    return counts


def too_frequent(requests: Sequence[Request]) -> list[str]:
    """The paths that were asked for again although a cache had to have them: within a minute, or at all."""
    last: dict[str, float] = {}
    again = []
    for request in sorted(requests, key=lambda request: request.at):
        path = request.path
        if path in last and not (MINUTE.fullmatch(path) and request.at - last[path] >= TTL - ROUNDING):
            again.append(path)
        last[path] = request.at
    return again
