"""Which way a schema changed, and when that hurts: what is sent may only widen, what is received only narrow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Direction(Enum):
    """Which way the values travel, seen from the consumer."""

    SENT = "sent"
    RECEIVED = "received"


class Way(Enum):
    """What became of the set of values that fit."""

    GREW = "grew"
    SHRANK = "shrank"
    MOVED = "moved"
    """Neither holds the other, or nobody can tell."""
    OPENED = "opened"
    """What comes is what came, and clients are told to take more: a value that they don't know is no break any more."""


@dataclass(frozen=True)
class Difference:
    """One change of a schema."""

    path: str
    """`lines[].price.amount`; empty at the top."""
    what: str
    breaking: bool
    rule: str
    """Which rule saw it: `enum`, `required`, `limit` ..."""
    anchor: str = ""
    """The same place as seen from the nearest named schema: `Money.amount`."""


def hurts(way: Way, direction: Direction) -> bool:
    """The one rule behind all others."""
    return way is Way.MOVED or way is (Way.SHRANK if direction is Direction.SENT else Way.GREW)
