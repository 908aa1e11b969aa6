"""Who is asking, and for which one thing: what is left of a request once the front door has checked it."""

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
class Once:
    """One creating request: `id` is made of caller, operation and Idempotency-Key; `fingerprint` of the body."""

    id: str
    fingerprint: str
