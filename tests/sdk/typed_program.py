"""A program as users write it: mypy, strict, agrees with every line but those that say why it should not."""

from __future__ import annotations

from collections.abc import Iterator

from souk_sdk import AsyncSouk, Problem, SignIn, SigV4, Souk, WaitTimeout, problems
from souk_sdk.orders_v1.models import Order as OldOrder
from souk_sdk.orders_v2.models import Money, Order, PlaceOrder, Product, Products, Status, WantedLine
from souk_sdk.paging import AsyncPages, Pages


def waits(souk: Souk) -> Iterator[Order]:
    """Correct calls of the synchronous client, and the types they return."""
    order: Order = souk.orders.place_order(lines=[WantedLine(sku="LUMEN-BULB", quantity=1)])
    order = souk.orders.place_order(body=PlaceOrder(lines=[]), idempotency_key="my-own-key-of-today")
    shelf: Pages[Product, Products] = souk.orders.list_products(limit=5)
    names: list[str] = [product.name for product in shelf]
    first: Products = shelf.first()
    old: OldOrder = souk.orders_v1.get_order(order.id)
    cents: int = old.total.amount
    amount: str = order.total.amount
    yield souk.orders.wait_until(order.id, status="shipped", timeout=30)
    yield souk.orders.wait_until(order.id, status=Status.SHIPPED)
    yield souk.orders.wait_until(order.id, until=lambda seen: seen.status == "shipped")
    try:
        souk.orders.cancel_order(order.id)
    except problems.AlreadyShipped as refused:
        print(refused.detail, refused.trace_id, [misfit.reason for misfit in refused.errors])  # noqa: T201
    except (Problem, WaitTimeout) as error:
        print(error, names, first, cents, amount)  # noqa: T201


async def goes_on(souk: AsyncSouk) -> Order:
    """The same, with the asynchronous client."""
    shelf: AsyncPages[Product, Products] = souk.orders.list_products()
    names: list[str] = [product.name async for product in shelf]
    price = Money(amount="1.00", currency="EUR")
    product: Product = await souk.orders.put_product("A-1", name=names[0], price=price, stock=1)
    order: Order = await souk.orders.place_order(lines=[WantedLine(sku=product.sku, quantity=1)])
    return await souk.orders.wait_until(order.id, status="shipped")


def errs(souk: Souk, patient: AsyncSouk) -> None:
    """Wrong calls."""
    _ = souk.order  # wrong: attr-defined
    _ = souk.orders.palce_order  # wrong: attr-defined
    souk.orders.get_order(1)  # wrong: arg-type
    souk.orders.get_order("1").total.amount + 1  # wrong: operator
    souk.orders.place_order(lines=["LUMEN-BULB"])  # wrong: list-item
    souk.orders.place_order(line=[])  # wrong: call-overload
    souk.orders.place_order()  # wrong: call-overload
    souk.orders.wait_until("1", status="shiped")  # wrong: arg-type
    _ = souk.orders.list_products().first().items[0].nmae  # wrong: attr-defined
    list(patient.orders.list_products())  # wrong: call-overload
    _ = patient.orders.get_order("1").id  # wrong: attr-defined
    Souk.from_env("dev", auth="token")  # wrong: arg-type
    Souk.from_env("dev", retires=3)  # wrong: call-arg
    _ = SignIn("ada").at  # wrong: call-arg
    SigV4("session", "eu-central-1")  # wrong: arg-type
