"""The promises of the `Memberships` port, kept by the fake and by the store in DynamoDB."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chassis.core.errors import AlreadyHandled, ChangedMeanwhile, KeyReused, StillInProgress
from chassis.core.events import new_id
from chassis.core.identity import IdempotencyKey
from premium.actions import expire_all
from premium.domain.membership import Membership
from premium.domain.span import add_months
from premium.ports import Memberships

NOW = datetime(2026, 12, 1, 3, 30, 0, 250000, tzinfo=UTC)


def a_request() -> IdempotencyKey:
    return IdempotencyKey(uuid4().hex, "its body")


def buy(everybody: Memberships, customer_id: str, months: int, cause: str | None = None) -> None:
    with everybody.change(customer_id, cause) as membership:
        membership.buy(new_id(), months, NOW, NOW)


def test_a_customer_without_a_membership_has_a_blank_one(everybody: Memberships) -> None:
    assert everybody.get("alice") == Membership("alice")


def test_what_was_changed_is_there_as_it_was(everybody: Memberships) -> None:
    buy(everybody, "alice", 12)

    kept = everybody.get("alice")
    assert (kept.active, kept.since, kept.until) == (True, NOW, add_months(NOW, 12))
    assert [(entry.kind, entry.months, entry.at) for entry in kept.entries] == [("order", 12, NOW)]
    assert (kept.version, kept.sequence, kept.events) == (1, 1, [])


def test_an_event_changes_a_membership_once(everybody: Memberships) -> None:
    cause = new_id()
    buy(everybody, "alice", 1, cause)

    with pytest.raises(AlreadyHandled):
        buy(everybody, "alice", 1, cause)

    assert everybody.get("alice").until == add_months(NOW, 1)


def test_of_two_changes_at_once_one_has_to_begin_again(everybody: Memberships) -> None:
    with pytest.raises(ChangedMeanwhile), everybody.change("alice") as membership:
        buy(everybody, "alice", 1)
        membership.buy(new_id(), 1, NOW, NOW)

    assert everybody.get("alice").until == add_months(NOW, 1)


def test_a_request_decides_once_and_recalls_its_decision(everybody: Memberships) -> None:
    key, membership = a_request(), everybody.get("alice")
    assert everybody.find_by_request(key) is None
    decision = membership.grant(3, "Sorry", NOW)

    everybody.decide(membership, decision, key)

    assert everybody.find_by_request(key) == decision
    again = everybody.get("alice")
    with pytest.raises(StillInProgress):
        everybody.decide(again, again.grant(3, "Sorry", NOW), key)
    assert everybody.get("alice").until == add_months(NOW, 3)
    with pytest.raises(KeyReused):
        everybody.find_by_request(IdempotencyKey(key.id, "another body"))


def test_a_decision_about_a_membership_that_changed_meanwhile_is_refused(everybody: Memberships) -> None:
    membership = everybody.get("alice")
    decision = membership.grant(3, "Sorry", NOW)
    buy(everybody, "alice", 1)

    with pytest.raises(ChangedMeanwhile):
        everybody.decide(membership, decision, a_request())


def test_those_that_ended_are_found_and_each_end_is_announced_once(everybody: Memberships) -> None:
    for customer_id, months in (("alice", 1), ("bob", 2), ("carol", 1)):
        buy(everybody, customer_id, months)
    end = add_months(NOW, 1)

    assert list(everybody.ended_by(end - timedelta(microseconds=1))) == []
    assert sorted(everybody.ended_by(end)) == ["alice", "carol"]
    assert [expire_all(end, everybody) for _ in range(2)] == [2, 0]
    assert list(everybody.ended_by(end)) == []
    assert [everybody.get(customer_id).active for customer_id in ("alice", "bob", "carol")] == [False, True, False]


def test_of_an_erased_customer_the_erasure_is_kept(everybody: Memberships) -> None:
    buy(everybody, "alice", 1)

    for _ in range(2):
        with everybody.change("alice") as membership:
            membership.erase()

    kept = everybody.get("alice")
    assert (kept.erased, kept.entries, kept.active, kept.until) == (True, [], False, None)
    assert list(everybody.ended_by(add_months(NOW, 1))) == []
