"""A world in memory for each service, in which there is what its contract's examples name; and a gateway before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import Receive, Scope, Send

import notifications.ports
import orders.ports
import users.ports
from chassis.app import Api, create_app
from chassis.events import now
from notifications.domain import Kind, Notification
from orders.domain import Line, Money, Order, Product
from tests.gateway import claims
from tests.notifications.fakes import MemoryContacts, MemoryNotifications
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers, MemoryOrders
from tests.orders.shop import a_request
from tests.users.fakes import MemoryAccounts, MemoryUsers
from users.domain import Address, User

CUSTOMER = "6f0c1f7e-3b1d-4c58-9d0a-2f5c1b7e9a44"
THING = "01KAQ4N9T4W6M2J8ZC5R7XVBEH"
SKU = "LAMP-1"
World = dict[Any, object]
# What the gateway tells of each kind of caller.
CALLERS: dict[str, dict[str, Any]] = {
    "nobody": {},
    "a customer": {"authorizer": {"claims": claims(CUSTOMER)}},
    "staff": {"authorizer": {"claims": claims("a-member-of-staff", groups=["staff"])}},
    "a service": {"identity": {"userArn": "arn:aws:sts::123456789012:assumed-role/souk-dev/run"}},
}


def of_orders() -> World:
    """A lamp on the shelf, and an order for one."""
    price = Money(4990, "EUR")
    catalogue = MemoryCatalogue(Product(SKU, "Reading lamp", price, stock=100))
    kept = MemoryOrders(catalogue)
    kept.add(
        Order(CUSTOMER, [Line(SKU, "Reading lamp", 1, Money(4990, "EUR"))], Money(4990, "EUR"), THING), a_request()
    )
    catalogue.count({SKU: 1}, THING)
    customers = MemoryCustomers(CUSTOMER, "a-member-of-staff")
    return {orders.ports.Orders: kept, orders.ports.Catalogue: catalogue, orders.ports.Customers: customers}


def of_users() -> World:
    """A customer with an address, and somebody who is none yet."""
    home = Address("Mira Lindqvist", "Storgatan 1", "111 22", "Stockholm", "SE", THING)
    kept = MemoryUsers(User(CUSTOMER, "Mira Lindqvist", "mira@souk.example", [home]))
    accounts = MemoryAccounts(**{CUSTOMER: "mira@souk.example", "a-member-of-staff": "staff@souk.example"})
    return {users.ports.Users: kept, users.ports.Accounts: accounts}


def of_notifications() -> World:
    """A customer who was told of an order."""
    told = MemoryNotifications()
    told.add(Notification(THING, CUSTOMER, Kind.ORDER_PLACED, "We have your order", "One lamp.", now(), THING))
    return {notifications.ports.Notifications: told, notifications.ports.Contacts: MemoryContacts()}


@dataclass(frozen=True)
class Setting:
    """What is behind a service's APIs, and who may have something to ask."""

    world: Callable[[], World]
    callers: Sequence[str]


WORLDS: Mapping[str, Setting] = {
    "orders": Setting(of_orders, ["nobody", "a customer", "staff"]),
    "users": Setting(of_users, ["nobody", "a customer", "a service"]),
    "notifications": Setting(of_notifications, ["nobody", "a customer"]),
}


class Gateway:
    """An API as it is behind its gateway, which tells it who calls. Its world can be made anew at any time."""

    def __init__(self, api: Api, caller: Mapping[str, Any]) -> None:
        self._caller, self._world = caller, World()
        self._new, self._app = WORLDS[api.name].world, create_app(api, self._world)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget whatever was done."""
        self._world.update(self._new())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["aws.event"] = {"requestContext": self._caller}
        await self._app(scope, receive, send)
