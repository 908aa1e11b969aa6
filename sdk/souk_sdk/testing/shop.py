"""The state of the fake: products, orders, users and notifications, in memory."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .contracts import Operation
from .money import Money

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass
class User:
    """A person with an account; a customer once there is a `name`."""

    email: str
    name: str
    staff: bool
    registered_at: str
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    addresses: list[dict[str, Any]] = field(default_factory=list)
    wants_mail: bool = True
    blocked: bool = False
    erased: bool = False


@dataclass
class Product:
    """Something to sell; `stock` is neither sold nor reserved."""

    sku: str
    name: str
    price: Money
    stock: int


@dataclass(frozen=True)
class Line:
    """Pieces of one product, at the price of the order."""

    sku: str
    name: str
    quantity: int
    price: Money


@dataclass
class Order:
    """An order of a customer."""

    id: str
    customer_id: str
    lines: list[Line]
    total: Money
    placed_at: str
    status: str = "placed"


class Shop:
    """Everything that the services share."""

    def __init__(self) -> None:
        self.users: dict[str, User] = {}
        self.products: dict[str, Product] = {}
        self.orders: dict[str, Order] = {}
        self.notifications: dict[str, list[dict[str, Any]]] = {}
        self._numbers = itertools.count()

    def new_id(self) -> str:
        """A ULID; ids sort in the order in which they were made."""
        number = (int(datetime.now(UTC).timestamp() * 1000) << 80) + next(self._numbers)
        return "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(26)))

    def sign_up(self, email: str, name: str, staff: bool) -> User:
        """The user of this address, welcomed the first time."""
        for user in self.users.values():
            if user.email == email:
                return user
        user = User(email, name, staff, now())
        self.users[user.id] = user
        self.notify(user.id, "welcome", "Welcome", "Good to have you here.")
        return user

    def notify(self, user_id: str, kind: str, title: str, text: str, about: str | None = None) -> None:
        """Add to the notifications of a user, unless they were erased."""
        if not self.users[user_id].erased:
            members = {"id": self.new_id(), "kind": kind, "title": title, "text": text, "at": now()}
            self.notifications.setdefault(user_id, []).append({**members, "about": about, "read": False})


@dataclass(frozen=True)
class Call:
    """A request that fits its contract."""

    operation: Operation
    caller: User
    """The user of the token; without a token, nobody of the shop."""
    arguments: dict[str, Any]
    shop: Shop

    @property
    def contract(self) -> str:
        """The contract of the operation."""
        return self.operation.contract


Handler = Callable[[Call], Any]


def now() -> str:
    """The time, as contracts write it."""
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")
