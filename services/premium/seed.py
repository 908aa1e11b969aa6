"""The memberships for sale in a fresh environment, put in through the orders API. No function ships this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from souk_sdk import Souk
from souk_sdk.orders_v2.models import Money

STOCK = 1_000_000  # a product of orders has one, and memberships don't run out


class Offer(NamedTuple):
    """A product that is a membership, with its price in euros."""

    sku: str
    name: str
    price: str


# Dearer than the cheapest gadget, which `souk demo` orders: a demo makes nobody a member.
OFFERS = (
    Offer("PREMIUM-MONTH", "Souk Premium, one month", "29.00"),
    Offer("PREMIUM-YEAR", "Souk Premium, one year", "249.00"),
)


def seed(clients: Mapping[str, Souk]) -> dict[str, int]:
    """Add missing offers, and restock those nearly sold out. Returns how many."""
    orders = clients["staff"].orders
    stock = {product.sku: product.stock for product in orders.list_products(limit=100)}
    missing = [offer for offer in OFFERS if stock.get(offer.sku, 0) < STOCK // 10]
    for offer in missing:
        price = Money(amount=offer.price, currency="EUR")
        orders.put_product(offer.sku, name=offer.name, price=price, stock=STOCK)
    return {"memberships for sale": len(missing)}
