"""The use cases of premium, one verb per function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from chassis.core.errors import ChangedMeanwhile, NotFound
from chassis.core.idempotency import once
from chassis.core.identity import IdempotencyKey
from chassis.core.retry import retry_on
from premium.domain.membership import Decision, Membership
from premium.ports import Memberships


def find_member(customer_id: str, memberships: Memberships) -> Membership:
    """A customer's membership, for staff. Raises NotFound if there never was one, or it was erased."""
    membership = memberships.get(customer_id)
    if not membership.entries:
        raise NotFound
    return membership


# A customer's orders may arrive in parallel, and a message is only redelivered after minutes.
@retry_on(ChangedMeanwhile)
def buy(
    customer_id: str, order_id: str, months: int, at: datetime, cause: str, now: datetime, memberships: Memberships
) -> None:
    """Add the months of an order, once per cause."""
    with memberships.change(customer_id, cause) as membership:
        membership.buy(order_id, months, at, now)


@retry_on(ChangedMeanwhile)
def cancel(customer_id: str, order_id: str, at: datetime, cause: str, now: datetime, memberships: Memberships) -> None:
    """Take back what an order gave, once per cause."""
    with memberships.change(customer_id, cause) as membership:
        membership.cancel(order_id, at, now)


def grant(
    customer_id: str, months: int, reason: str, key: IdempotencyKey, now: datetime, memberships: Memberships
) -> Decision:
    """Add months, by staff. A repeated request returns the first decision. Raises Erased."""
    return _decide(customer_id, key, memberships, lambda membership: membership.grant(months, reason, now))


def revoke(customer_id: str, reason: str, key: IdempotencyKey, now: datetime, memberships: Memberships) -> Decision:
    """End a membership, by staff. A repeated request returns the first decision. Raises Erased, NotAMember."""
    return _decide(customer_id, key, memberships, lambda membership: membership.revoke(reason, now))


@retry_on(ChangedMeanwhile)
def _decide(
    customer_id: str, key: IdempotencyKey, memberships: Memberships, decide: Callable[[Membership], Decision]
) -> Decision:
    def decision() -> Decision:
        membership = memberships.get(customer_id)
        taken = decide(membership)
        memberships.decide(membership, taken, key)
        return taken

    return once(decision, lambda: memberships.find_by_request(key))


def expire_all(now: datetime, memberships: Memberships) -> int:
    """Announce the memberships that have ended; returns how many. Running twice, also at once, announces each once."""
    return sum(_expire(customer_id, now, memberships) for customer_id in memberships.ended_by(now))


def _expire(customer_id: str, now: datetime, memberships: Memberships) -> bool:
    try:
        with memberships.change(customer_id) as membership:
            membership.expire(now)
    except ChangedMeanwhile:
        return False  # by another invocation, or an order: the next minute looks again
    return bool(membership.events)


@retry_on(ChangedMeanwhile)
def erase(customer_id: str, memberships: Memberships) -> None:
    """Forget a customer's membership, and take no other one. Idempotent."""
    with memberships.change(customer_id) as membership:
        membership.erase()
