"""Members, as the events of premium tell: until when each may open what is for members."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from chassis.core.events import Event


@dataclass
class Member:
    """A customer who is or was a member.

    `seen` is the sequence of the last applied event of premium, so that one that is late can't bring back what ended.
    """

    id: str
    until: datetime | None = None
    seen: int | None = None
    erased: bool = False
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    def is_active(self, now: datetime) -> bool:
        """Whether the membership has not ended."""
        return not self.erased and self.until is not None and now < self.until

    def end_at(self, until: datetime, sequence: int) -> None:
        """The membership ends then, unless the customer was erased or a later event counts already."""
        if not self.erased and (self.seen is None or sequence > self.seen):
            self.until, self.seen = until, sequence

    def erase(self) -> None:
        """Forget the membership, and every later one."""
        self.until, self.erased = None, True
