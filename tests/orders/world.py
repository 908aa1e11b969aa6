"""The state behind the orders API when requests are generated from its contract: the seed of an environment."""

from __future__ import annotations

from chassis.core.money import minor_units
from orders import ports
from orders.domain import Line, Money, Order, Product
from orders.seed import SHELF
from tests.contracts.scenario import CUSTOMER, THING, Scenario, World
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers, MemoryOrders
from tests.orders.shop import a_request


def world() -> World:
    """The seeded shelf, and an order for one gadget."""
    shelf = [
        Product(gadget.sku, gadget.name, Money(minor_units(gadget.price, "EUR"), "EUR"), gadget.stock)
        for gadget in SHELF
    ]
    catalogue, bought = MemoryCatalogue(*shelf), shelf[0]
    kept = MemoryOrders(catalogue)
    kept.add(Order(CUSTOMER, [Line(bought.sku, bought.name, 1, bought.price)], bought.price, THING), a_request())
    catalogue.count({bought.sku: 1}, THING)
    customers = MemoryCustomers(CUSTOMER, "a-member-of-staff")
    return {ports.Orders: kept, ports.Catalogue: catalogue, ports.Customers: customers}


SCENARIO = Scenario(world, ["nobody", "a customer", "staff"])
