"""Ids of things and events, for tests that call them by name."""

from __future__ import annotations

from hashlib import sha256

from ulid import ULID


def id_of(name: str) -> str:
    """The same ULID for the same name, always."""
    return str(ULID(sha256(name.encode()).digest()[:16]))
