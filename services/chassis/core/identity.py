"""The authenticated caller and the idempotency key of a request."""

from __future__ import annotations

from dataclasses import dataclass

STAFF = "staff"


@dataclass(frozen=True)
class Identity:
    """A signed-in person: the `sub` of the token, and the groups it lists."""

    id: str
    username: str = ""
    roles: frozenset[str] = frozenset()

    @property
    def is_staff(self) -> bool:
        return STAFF in self.roles


@dataclass(frozen=True)
class IdempotencyKey:
    """One creating request: `id` is a hash of caller, operation and Idempotency-Key, `fingerprint` one of the body."""

    id: str
    fingerprint: str
