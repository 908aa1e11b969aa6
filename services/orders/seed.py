"""The products of a fresh environment. `souk up` puts them in through the API; no function ships this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from souk_sdk import Souk
from souk_sdk.orders_v2.models import Money


class Gadget(NamedTuple):
    """A product with its price in euros and its first stock."""

    sku: str
    name: str
    price: str
    stock: int


SHELF = (
    Gadget("LUMEN-BULB", "Lumen bulb, warm to daylight", "24.90", 500),
    Gadget("LUMEN-STRIP", "Lumen light strip, 2 m", "39.90", 300),
    Gadget("ARIA-SPEAKER", "Aria room speaker", "129.00", 120),
    Gadget("SPROUT-SENSOR", "Sprout plant sensor", "19.90", 400),
    Gadget("VIGIL-DOORBELL", "Vigil video doorbell", "179.00", 80),
    Gadget("EMBER-THERMOSTAT", "Ember radiator thermostat", "69.90", 250),
    Gadget("DRIFT-PURIFIER", "Drift air purifier", "249.00", 60),
    Gadget("HUB-MINI", "Souk hub mini", "79.00", 200),
)


def seed(clients: Mapping[str, Souk]) -> dict[str, int]:
    """Add missing products and restock those nearly sold out. Returns how many."""
    orders = clients["staff"].orders
    stock = {product.sku: product.stock for product in orders.list_products(limit=100)}
    missing = [gadget for gadget in SHELF if stock.get(gadget.sku, 0) < gadget.stock // 10]
    for gadget in missing:
        price = Money(amount=gadget.price, currency="EUR")
        orders.put_product(gadget.sku, name=gadget.name, price=price, stock=gadget.stock)
    return {"products": len(missing)}
