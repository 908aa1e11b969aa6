"""Extensible enums: a value that a newer service has added is kept."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class OpenEnum(StrEnum):
    """A known value, or one that was added later."""

    @property
    def is_known(self) -> bool:
        """Whether this version of the SDK has a name for it."""
        return any(self is member for member in type(self))

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = value
        return unknown
