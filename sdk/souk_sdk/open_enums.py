"""Choices that may grow: what a newer service answers is kept, and can be told from what this version knows."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class OpenEnum(StrEnum):
    """One of the known values, or a text that was added later."""

    @property
    def is_known(self) -> bool:
        """Whether this version of the SDK has a name for it."""
        return any(self is known for known in type(self))

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = value
        return unknown
