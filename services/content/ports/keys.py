"""The ports of the keys that sign links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from content.domain.keys import KeyPair


@dataclass(frozen=True)
class StoredKey:
    """A key of the vault, without its private half."""

    serial: str
    public: str


class Vault(Protocol):
    """The keys by slot. Private halves go in, and are never read back."""

    def find(self, slot: str) -> StoredKey | None:
        """The key of a slot, or None."""

    def add(self, slot: str, serial: str, pair: KeyPair, token: str) -> bool:
        """Store a key; False, and nothing changes, if the slot has one. A repetition has the same `token`."""

    def remove(self, slot: str) -> None:
        """Remove the key of a slot at once, if there is one."""
