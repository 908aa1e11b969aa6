"""Rotation of the key that signs links: a new one is added, signs, and at last the old one is removed.

Each step follows from the stack's parameters alone, so that a rotation which was interrupted goes on where it was. The
time of the last step is recorded beside it; where the record is missing, the wait begins again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

from souk.base.console import took
from souk.base.errors import SoukError

SPREADS = timedelta(minutes=5)
"""Until every edge of CloudFront knows a change of a key group, and no function has the former key in memory."""
LONGEST_PAUSE = timedelta(seconds=30)


class Stage(Enum):
    """How far a rotation is."""

    IDLE = "one key"
    ADDED = "the new key is being made known"
    SIGNING = "the new key signs, links of the old one are valid"


@dataclass(frozen=True)
class Keys:
    """The serial numbers of both slots' keys, None where a slot is empty, and the slot that signs."""

    slots: dict[str, int | None]
    signing: str

    @property
    def stage(self) -> Stage:
        """Derived from the numbers: the newer key has the higher one."""
        if None in self.slots.values():
            return Stage.IDLE
        return Stage.SIGNING if self.signing == self._newer else Stage.ADDED

    def next(self) -> Keys:
        """The keys after the next step."""
        other = "B" if self.signing == "A" else "A"
        if self.stage is Stage.IDLE:
            return replace(self, slots={**self.slots, other: (self.slots[self.signing] or 0) + 1})
        if self.stage is Stage.ADDED:
            return replace(self, signing=other)
        return replace(self, slots={**self.slots, other: None})

    @property
    def _newer(self) -> str:
        return max(self.slots, key=lambda slot: self.slots[slot] or 0)


class KeyStack(Protocol):
    """The stack with the keys."""

    def keys(self) -> Keys:
        """The keys as they are deployed."""
        ...

    def longest_link(self) -> timedelta:
        """How long a link or a session may live."""
        ...

    def change(self, keys: Keys) -> None:
        """Deploy other keys, and wait until that is done. Raises SoukError, and the keys are what they were."""
        ...

    def since(self, keys: Keys) -> datetime | None:
        """When these keys were deployed; None if nobody recorded it."""
        ...

    def record(self, keys: Keys, since: datetime) -> None:
        """Record when keys were deployed."""
        ...


class Clock(Protocol):
    """Time, which tests pass by themselves."""

    def now(self) -> datetime:
        """The time, with its zone."""
        ...

    def sleep(self, pause: timedelta) -> None:
        """Let time pass."""
        ...


Show = Callable[[str], object]


def rotate(stack: KeyStack, clock: Clock, show: Show) -> Keys:
    """Go on with a rotation, or begin one, until its end; returns the keys."""
    keys = stack.keys()
    if keys.slots[keys.signing] is None:
        raise SoukError(f"slot {keys.signing} signs and has no key", f"deploy the stack with Key{keys.signing}=1")
    if keys.stage is Stage.IDLE:
        _step(stack, keys, clock, show)
    # Read again each time: somebody else may deploy the stack, or an update may have been rolled back.
    while (keys := stack.keys()).stage is not Stage.IDLE:
        left = remaining(stack, keys, clock)
        if left > timedelta():
            show(f"{keys.stage.value}: {took(left.total_seconds())}")
            clock.sleep(min(left, LONGEST_PAUSE))
        else:
            _step(stack, keys, clock, show)
    return keys


def remaining(stack: KeyStack, keys: Keys, clock: Clock) -> timedelta:
    """How long to wait before the next step."""
    since = stack.since(keys)
    if since is None:
        since = clock.now()
        stack.record(keys, since)
    wait = {Stage.IDLE: timedelta(), Stage.ADDED: SPREADS, Stage.SIGNING: SPREADS + stack.longest_link()}
    return max(timedelta(), since + wait[keys.stage] - clock.now())


def _step(stack: KeyStack, keys: Keys, clock: Clock, show: Show) -> None:
    show({Stage.IDLE: "adding", Stage.ADDED: "signing with the new key", Stage.SIGNING: "removing"}[keys.stage])
    changed = keys.next()
    stack.change(changed)
    stack.record(changed, clock.now())
