"""The rule of compatibility: requests may only be relaxed, responses and events may only be tightened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Direction(Enum):
    """The direction in which values travel, seen from the consumer."""

    SENT = "sent"
    RECEIVED = "received"


class Effect(Enum):
    """How a change affects the set of valid values."""

    WIDENED = "widened"
    NARROWED = "narrowed"
    REPLACED = "replaced"
    """Neither set contains the other, or that can't be determined."""
    OPENED = "opened"
    """The values stay the same, but consumers must accept unknown ones from now on, so that a new one is no break."""


@dataclass(frozen=True)
class Difference:
    """One change between two versions of a contract."""

    path: str
    """`lines[].price.amount`; empty at the root."""
    what: str
    """The change in words."""
    breaking: bool
    rule: str
    """The rule that reported it: `enum`, `required`, `limit` ..."""
    anchor: str = ""
    """The same path, relative to the nearest named schema: `Money.amount`."""


PartDifference = tuple[str, Difference]
"""A part of an operation (`body`, `200`, `query parameter`; empty for the operation itself) and a change of it."""


def is_breaking(effect: Effect, direction: Direction) -> bool:
    """Whether a change with this effect breaks consumers."""
    return effect in (Effect.REPLACED, Effect.NARROWED if direction is Direction.SENT else Effect.WIDENED)
