"""Successful requests of the premium API."""

from __future__ import annotations

from datetime import datetime, timedelta

from chassis.core.events import now
from premium.domain.span import add_months
from tests.gateway import Client
from tests.premium.fakes import MemoryMemberships

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
GRANT = {"months": 12, "reason": "The course could not be played"}
REVOCATION = {"reason": "Shared with the whole office"}


def bought(memberships: MemoryMemberships, months: int, at: datetime) -> None:
    with memberships.change("alice") as membership:
        membership.buy("01M86D80GJJHNTCRDYA5K3S80K", months, at, at)


def test_a_customer_without_a_membership_is_told_so(alice: Client) -> None:
    assert alice.get("/membership").json == {"active": False, "since": None, "until": None}


def test_a_member_sees_when_the_membership_began_and_ends(alice: Client, memberships: MemoryMemberships) -> None:
    at = now()
    bought(memberships, 12, at)

    shown = alice.get("/membership").json

    assert shown["active"] is True
    assert datetime.fromisoformat(shown["since"]) == at
    assert datetime.fromisoformat(shown["until"]) == add_months(at, 12)


def test_a_membership_is_over_at_its_end_although_nobody_announced_it_yet(
    alice: Client, memberships: MemoryMemberships
) -> None:
    bought(memberships, 1, now() - timedelta(days=40))

    shown = alice.get("/membership").json

    assert shown["active"] is False
    assert datetime.fromisoformat(shown["until"]) < now()


def test_staff_grant_months_and_the_customer_is_a_member(
    alice: Client, staff: Client, memberships: MemoryMemberships
) -> None:
    granted = staff.post("/members/alice/grants", GRANT, key=KEY)

    assert granted.status == 201
    assert {name: granted.json[name] for name in GRANT} == GRANT
    assert alice.get("/membership").json["until"] == granted.json["until"]
    assert [(event.key(), event.aggregate_id) for event in memberships.announced] == [
        ("premium.MembershipBegan.v1", "alice")
    ]


def test_the_same_grant_twice_is_one(staff: Client, memberships: MemoryMemberships) -> None:
    first, again = (staff.post("/members/alice/grants", GRANT, key=KEY) for _ in range(2))

    assert (again.status, again.json) == (201, first.json)
    assert len(memberships.announced) == 1


def test_staff_revoke_a_membership_and_the_same_request_again_says_the_same(
    alice: Client, staff: Client, memberships: MemoryMemberships
) -> None:
    bought(memberships, 12, now())

    first, again = (staff.post("/members/alice/revocations", REVOCATION, key=KEY) for _ in range(2))

    assert (first.status, again.status, again.json) == (201, 201, first.json)
    assert alice.get("/membership").json["active"] is False
    assert memberships.news == ["Began bought", "Ended revoked"]


def test_staff_see_what_a_membership_follows_from_newest_first(staff: Client, memberships: MemoryMemberships) -> None:
    bought(memberships, 1, now() - timedelta(days=5))
    staff.post("/members/alice/grants", GRANT, key=KEY)
    staff.post("/members/alice/revocations", REVOCATION, key=f"{KEY}-2")

    shown = staff.get("/members/alice").json

    assert (shown["id"], shown["active"]) == ("alice", False)
    assert [(entry["kind"], entry["reason"]) for entry in shown["entries"]] == [
        ("revocation", REVOCATION["reason"]),
        ("grant", GRANT["reason"]),
        ("order", ""),
    ]
