"""The shop as its customers and staff use it, through the Python SDK: what seeding and the demo need."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

import httpx

from souk.errors import SoukError
from souk.outputs import Outputs
from souk_sdk import notifications_v1, orders_v1, users_v1
from souk_sdk.notifications_v1.api.notifications import list_notifications
from souk_sdk.notifications_v1.models import Notification, Notifications
from souk_sdk.orders_v1.api.orders import place_order
from souk_sdk.orders_v1.api.products import list_bestsellers, list_products, put_product
from souk_sdk.orders_v1.models import (
    Bestsellers,
    Money,
    Order,
    PlaceOrder,
    Product,
    Products,
    PutProduct,
    WantedLine,
)
from souk_sdk.users_v1.api.users import get_profile, put_profile
from souk_sdk.users_v1.models import Profile, PutProfile

T = TypeVar("T")


@dataclass(frozen=True)
class Placed:
    """An order that was accepted."""

    id: str
    total: str
    trace_id: str


class Shop:
    """One signed-in person at the shop's counters."""

    def __init__(self, outputs: Outputs, token: str) -> None:
        """`token` is an access token of the environment's user pool."""
        settings: dict[str, Any] = {
            "token": token,
            "timeout": httpx.Timeout(60),
            "httpx_args": {"trust_env": False},
        }
        self._users = users_v1.AuthenticatedClient(outputs.apis["users.v1"], **settings)
        self._orders = orders_v1.AuthenticatedClient(outputs.apis["orders.v1"], **settings)
        self._notifications = notifications_v1.AuthenticatedClient(outputs.apis["notifications.v1"], **settings)

    def products(self) -> list[Product]:
        """Everything on the shelf."""
        items: list[Product] = []
        cursor: str | None = None
        while True:
            page, _ = _ask(Products, partial(list_products.sync_detailed, client=self._orders, cursor=cursor))
            items += page.items
            if not isinstance(page.next_cursor, str):
                return items
            cursor = page.next_cursor

    def put_product(self, sku: str, name: str, price: int, stock: int) -> None:
        """Put a product on the shelf, or change it. Staff only."""
        body = PutProduct(name=name, price=Money(amount=price, currency="EUR"), stock=stock)
        _ask(Product, lambda: put_product.sync_detailed(sku, client=self._orders, body=body))

    def put_profile(self, name: str) -> None:
        """Tell users who I am."""
        _ask(Profile, lambda: put_profile.sync_detailed(client=self._users, body=PutProfile(name=name)))

    def has_profile(self) -> bool:
        """Whether users knows me."""
        return _send(lambda: get_profile.sync_detailed(client=self._users)).status_code is HTTPStatus.OK

    def place_order(self, sku: str, quantity: int) -> Placed:
        """Buy something, once."""
        body = PlaceOrder(lines=[WantedLine(sku=sku, quantity=quantity)])
        key = str(uuid.uuid4())
        order, answer = _ask(
            Order, lambda: place_order.sync_detailed(client=self._orders, body=body, idempotency_key=key)
        )
        return Placed(
            id=order.id,
            total=f"{order.total.amount / 100:.2f} {order.total.currency}",
            trace_id=answer.headers.get("x-trace-id", ""),
        )

    def notifications(self) -> list[Notification]:
        """What the shop has told me, newest first."""
        page, _ = _ask(Notifications, lambda: list_notifications.sync_detailed(client=self._notifications))
        return page.items

    def bestsellers(self) -> dict[str, int]:
        """How often each product was sold, by SKU."""
        page, _ = _ask(Bestsellers, lambda: list_bestsellers.sync_detailed(client=self._orders, limit=50))
        return {item.sku: item.pieces for item in page.items}


def _ask(wanted: type[T], call: Callable[[], Any]) -> tuple[T, Any]:
    """The answer that was hoped for, or what the service says instead."""
    answer = _send(call)
    if isinstance(answer.parsed, wanted):
        return answer.parsed, answer
    problem = answer.parsed
    said = getattr(problem, "detail", "") or getattr(problem, "title", "") or answer.content.decode()[:200]
    raise SoukError(
        f"a {wanted.__name__.lower()} was asked for, and {answer.status_code:d} came: {said}",
        "`souk logs` may tell why",
    )


def _send(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except httpx.HTTPError as error:
        raise SoukError(f"the shop does not answer ({error})", "is it up? `souk status` tells") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SoukError(f"the shop's answer breaks its contract ({error!r})", "`souk logs` may tell why") from error
