"""The use cases of members: the projection of premium's events."""

from __future__ import annotations

from datetime import datetime

from chassis.core.errors import ChangedMeanwhile
from chassis.core.retry import retry_on
from content.ports.members import Members


@retry_on(ChangedMeanwhile)
def set_membership(customer_id: str, until: datetime, sequence: int, cause: str, members: Members) -> None:
    """Note until when a customer is a member, once per cause, unless a later event did."""
    with members.change(customer_id, cause) as member:
        member.end_at(until, sequence)


@retry_on(ChangedMeanwhile)
def erase(customer_id: str, cause: str, members: Members) -> None:
    """Forget a customer, once per cause."""
    with members.change(customer_id, cause) as member:
        member.erase()
