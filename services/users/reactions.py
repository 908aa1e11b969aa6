"""Event to action, wired by the tables at the end."""

from __future__ import annotations

from chassis.core.events import Reactions, Refusals
from users.actions import adjust_order_count, refuse_order
from users.domain import Erased
from users.events_in import OrderCancelled, OrderPlaced
from users.ports import Users


def on_order_placed(event: OrderPlaced, users: Users) -> None:
    adjust_order_count(event.customer_id, 1, cause=event.id, users=users)


def on_order_of_erased_user(event: OrderPlaced, users: Users) -> None:
    refuse_order(event.customer_id, event.aggregate_id, cause=event.id, users=users)


def on_order_cancelled(event: OrderCancelled, users: Users) -> None:
    adjust_order_count(event.customer_id, -1, cause=event.id, users=users)


REACTIONS: Reactions = {OrderPlaced: on_order_placed, OrderCancelled: on_order_cancelled}
REFUSALS: Refusals = {(OrderPlaced, Erased): on_order_of_erased_user}
