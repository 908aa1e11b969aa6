"""What there is behind the orders API when it is asked whatever its contract allows."""

from __future__ import annotations

from orders import ports
from orders.domain import Line, Money, Order, Product
from tests.contracts.setting import CUSTOMER, THING, Setting, World
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers, MemoryOrders
from tests.orders.shop import SKU, a_request


def world() -> World:
    """A lamp on the shelf, and an order for one."""
    price = Money(4990, "EUR")
    catalogue = MemoryCatalogue(Product(SKU, "Reading lamp", price, stock=100))
    kept = MemoryOrders(catalogue)
    kept.add(
        Order(CUSTOMER, [Line(SKU, "Reading lamp", 1, Money(4990, "EUR"))], Money(4990, "EUR"), THING), a_request()
    )
    catalogue.count({SKU: 1}, THING)
    customers = MemoryCustomers(CUSTOMER, "a-member-of-staff")
    return {ports.Orders: kept, ports.Catalogue: catalogue, ports.Customers: customers}


SETTING = Setting(world, ["nobody", "a customer", "staff"])
