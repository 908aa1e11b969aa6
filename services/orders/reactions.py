"""Event to action, wired by the tables at the end."""

from __future__ import annotations

from chassis.events import Reactions
from orders.actions import cancel_orders_of
from orders.events_in import Line, OrderCancelled, OrderPlaced, UserErased
from orders.ports import Catalogue, Orders


def on_user_erased(event: UserErased, orders: Orders) -> None:
    cancel_orders_of(event.aggregate_id, cause=event.id, orders=orders)


def on_order_placed(event: OrderPlaced, catalogue: Catalogue) -> None:
    catalogue.count(_pieces(event.lines), cause=event.id)


def on_order_cancelled(event: OrderCancelled, catalogue: Catalogue) -> None:
    catalogue.count({sku: -pieces for sku, pieces in _pieces(event.lines).items()}, cause=event.id)


def _pieces(lines: list[Line]) -> dict[str, int]:
    return {line.sku: line.quantity for line in lines}


REACTIONS: Reactions = {UserErased: on_user_erased}
LOG_REACTIONS: Reactions = {OrderPlaced: on_order_placed, OrderCancelled: on_order_cancelled}
