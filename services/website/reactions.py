"""Event to action, wired by the table at the end."""

from __future__ import annotations

from chassis.core.events import Reactions
from website.events_in import OrderCancelled, OrderPlaced, ProductChanged
from website.ports.catalogue import Refreshes


def on_products_changed(event: ProductChanged | OrderPlaced | OrderCancelled, refreshes: Refreshes) -> None:
    refreshes.request()


REACTIONS: Reactions = {
    ProductChanged: on_products_changed,
    OrderPlaced: on_products_changed,
    OrderCancelled: on_products_changed,
}
