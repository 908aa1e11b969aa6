"""Refusals: the SDK's problem classes, raised on the side of the service."""

from __future__ import annotations

from typing import Any

from ..problems import BY_TYPE, Problem

TYPES = {kind: name for name, kind in BY_TYPE.items()}


class Refusal(Exception):
    """The request is refused with this problem."""

    def __init__(self, kind: type[Problem], detail: str = "", **members: Any) -> None:
        super().__init__(detail)
        self.type = TYPES[kind]
        self.members = {**({"detail": detail} if detail else {}), **members}
