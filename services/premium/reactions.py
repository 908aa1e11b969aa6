"""Event to action, wired by the table at the end."""

from __future__ import annotations

from chassis.core.events import Reactions, now
from premium import actions
from premium.domain.span import months_of
from premium.events_in import Line, OrderCancelled, OrderPlaced, UserErased
from premium.ports import Memberships


def on_order_placed(event: OrderPlaced, memberships: Memberships) -> None:
    if months := _months(event.lines):
        actions.buy(event.customer_id, event.aggregate_id, months, event.at, event.id, now(), memberships)


def on_order_cancelled(event: OrderCancelled, memberships: Memberships) -> None:
    if _months(event.lines):
        actions.cancel(event.customer_id, event.aggregate_id, event.at, event.id, now(), memberships)


def on_user_erased(event: UserErased, memberships: Memberships) -> None:
    actions.erase(event.aggregate_id, memberships)


def _months(lines: list[Line]) -> int:
    return months_of((line.sku, line.quantity) for line in lines)


REACTIONS: Reactions = {
    OrderPlaced: on_order_placed,
    OrderCancelled: on_order_cancelled,
    UserErased: on_user_erased,
}
