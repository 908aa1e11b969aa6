"""Members as premium's events tell of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chassis.core.errors import AlreadyHandled
from chassis.core.events import Event, new_id
from content import events_in
from content.ports.members import Members
from content.reactions import REACTIONS
from tests.content.fakes import MemoryMembers

UNTIL = datetime(2027, 12, 1, tzinfo=UTC)
NOW = UNTIL - timedelta(days=365)


@pytest.fixture
def members() -> MemoryMembers:
    return MemoryMembers()


def event(kind: type[Event], sequence: int = 1, **more: Any) -> Event:
    """An event about Ada."""
    return kind(id=new_id(), at=NOW, aggregate_id="ada", sequence=sequence, trace="", **more)


def hear(members: Members, kind: type[Event], sequence: int = 1, until: datetime = UNTIL) -> None:
    REACTIONS[kind](event(kind, sequence, until=until), members)


def test_a_member_is_one_until_the_moment_it_ends(members: MemoryMembers) -> None:
    hear(members, events_in.MembershipBegan)

    assert members.get("ada").is_active(UNTIL - timedelta(seconds=1))
    assert not members.get("ada").is_active(UNTIL)
    assert not members.get("bob").is_active(NOW)


def test_the_last_event_counts(members: MemoryMembers) -> None:
    hear(members, events_in.MembershipBegan)
    hear(members, events_in.MembershipProlonged, 2, UNTIL + timedelta(days=1))
    assert members.get("ada").is_active(UNTIL)

    hear(members, events_in.MembershipShortened, 3, UNTIL - timedelta(days=1))
    assert not members.get("ada").is_active(UNTIL)

    hear(members, events_in.MembershipEnded, 4, NOW)
    assert not members.get("ada").is_active(NOW)


@pytest.mark.parametrize("late", [events_in.MembershipBegan, events_in.MembershipProlonged])
def test_an_event_that_is_late_brings_no_membership_back(members: MemoryMembers, late: type[Event]) -> None:
    hear(members, events_in.MembershipEnded, 3, NOW)

    hear(members, late, 2)

    assert not members.get("ada").is_active(NOW)


def test_an_erased_customer_is_no_member_ever_again(members: MemoryMembers) -> None:
    hear(members, events_in.MembershipBegan)
    REACTIONS[events_in.UserErased](event(events_in.UserErased), members)

    hear(members, events_in.MembershipBegan, 2)

    assert members.get("ada").until is None
    assert not members.get("ada").is_active(NOW)


def test_an_event_counts_once(members: MemoryMembers) -> None:
    began = event(events_in.MembershipBegan, until=UNTIL)
    REACTIONS[events_in.MembershipBegan](began, members)

    with pytest.raises(AlreadyHandled):
        REACTIONS[events_in.MembershipBegan](began, members)
