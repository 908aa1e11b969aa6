"""The rotation of the key that signs links: in which order it goes, what it waits for, and where it goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from content.commands.rotation import SPREADS, Keys, Stage, rotate
from souk.base.errors import SoukError

LONGEST = timedelta(hours=4)
BEGIN = datetime(2026, 12, 1, tzinfo=UTC)


class Killed(BaseException):
    """The process ended here."""


@dataclass
class PassingClock:
    """Time that passes only while somebody waits."""

    time: datetime = BEGIN
    killed_at: datetime | None = None

    def now(self) -> datetime:
        return self.time

    def sleep(self, pause: timedelta) -> None:
        if self.killed_at and self.time >= self.killed_at:
            raise Killed
        self.time += pause


@dataclass
class FakeStack:
    """Parameters in memory, with all that were ever deployed."""

    clock: PassingClock
    deployed: Keys = field(default_factory=lambda: Keys({"A": 1, "B": None}, "A"))
    history: list[tuple[datetime, Keys]] = field(default_factory=list)
    recorded: tuple[Keys, datetime] | None = None
    refusal: SoukError | None = None
    killed_before_record: bool = False

    def keys(self) -> Keys:
        return self.deployed

    def longest_link(self) -> timedelta:
        return LONGEST

    def change(self, keys: Keys) -> None:
        if self.refusal:
            raise self.refusal
        self.deployed = keys
        self.history.append((self.clock.now(), keys))

    def since(self, keys: Keys) -> datetime | None:
        return self.recorded[1] if self.recorded and self.recorded[0] == keys else None

    def record(self, keys: Keys, since: datetime) -> None:
        if self.killed_before_record:
            self.killed_before_record = False
            raise Killed
        self.recorded = keys, since


@pytest.fixture
def stack() -> FakeStack:
    return FakeStack(PassingClock())


def run(stack: FakeStack) -> list[str]:
    """Rotate; returns what was shown."""
    shown: list[str] = []
    rotate(stack, stack.clock, shown.append)
    return shown


def test_a_new_key_is_added_then_signs_and_at_last_the_old_one_goes(stack: FakeStack) -> None:
    run(stack)

    assert [(keys.slots, keys.signing) for _, keys in stack.history] == [
        ({"A": 1, "B": 2}, "A"),
        ({"A": 1, "B": 2}, "B"),
        ({"A": None, "B": 2}, "B"),
    ]


def test_the_next_rotation_goes_back_to_the_first_slot_with_a_new_number(stack: FakeStack) -> None:
    run(stack)
    run(stack)

    assert stack.deployed == Keys({"A": 3, "B": None}, "A")


def test_every_edge_knows_a_key_before_it_signs(stack: FakeStack) -> None:
    run(stack)

    (added, _), (signing, _), _ = stack.history
    assert signing - added >= SPREADS


def test_a_link_of_the_old_key_works_until_it_expires(stack: FakeStack) -> None:
    run(stack)

    _, (signing, _), (removed, _) = stack.history
    last_link_expires = signing + SPREADS + LONGEST  # a function may have the old key in memory for minutes
    assert removed >= last_link_expires


def test_the_remaining_time_is_shown(stack: FakeStack) -> None:
    shown = run(stack)

    assert shown[:2] == ["adding", "the new key is being made known: 5 min 00 s"]
    assert "the new key signs, links of the old one are valid: 245 min 00 s" in shown
    assert shown[-1] == "removing"


@pytest.mark.parametrize("minutes", [0, 3, 6, 100, 244])
def test_after_a_kill_it_goes_on_where_it_was_and_waits_no_longer(stack: FakeStack, minutes: int) -> None:
    stack.clock.killed_at = BEGIN + timedelta(minutes=minutes)
    with pytest.raises(Killed):
        run(stack)
    stack.clock.killed_at = None

    run(stack)

    assert stack.deployed == Keys({"A": None, "B": 2}, "B")
    assert len(stack.history) == 3
    assert stack.history[-1][0] == BEGIN + 2 * SPREADS + LONGEST


def test_without_a_record_the_whole_wait_begins_again(stack: FakeStack) -> None:
    stack.deployed = Keys({"A": 1, "B": 2}, "B")

    run(stack)

    assert stack.history == [(BEGIN + SPREADS + LONGEST, Keys({"A": None, "B": 2}, "B"))]


def test_a_kill_between_the_change_and_its_record_shortens_no_wait(stack: FakeStack) -> None:
    stack.killed_before_record = True
    with pytest.raises(Killed):
        run(stack)
    stack.clock.time += timedelta(days=1)

    run(stack)

    _, (signing, _), (removed, _) = stack.history
    assert removed - signing >= SPREADS + LONGEST


def test_a_refused_change_leaves_the_keys_and_can_be_repeated(stack: FakeStack) -> None:
    stack.refusal = SoukError("souk-dev--content can't be changed: it is in UPDATE_IN_PROGRESS", "wait")
    with pytest.raises(SoukError, match="can't be changed"):
        run(stack)
    assert stack.deployed.stage is Stage.IDLE
    stack.refusal = None

    run(stack)

    assert stack.deployed == Keys({"A": None, "B": 2}, "B")


def test_a_slot_that_signs_without_a_key_is_refused(stack: FakeStack) -> None:
    stack.deployed = Keys({"A": None, "B": None}, "A")

    with pytest.raises(SoukError, match="slot A signs and has no key"):
        run(stack)
    assert stack.history == []
