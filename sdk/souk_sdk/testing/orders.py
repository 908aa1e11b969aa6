"""The orders service, both versions."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .. import problems
from .money import Money
from .pages import page
from .refusals import Refusal
from .shop import Call, Handler, Line, Order, Product, Shop, User, now

MAX_TOTAL, MAX_STOCK = 10**12, 10**9


def list_products(call: Call) -> dict[str, Any]:
    return page(call, call.shop.products.values(), lambda product: product.sku, lambda item: _product(call, item))


def get_product(call: Call) -> dict[str, Any]:
    sku = call.arguments["sku"]
    if sku not in call.shop.products:
        raise Refusal(problems.NotFound)
    return _product(call, call.shop.products[sku])


def put_product(call: Call) -> dict[str, Any]:
    sku, body = call.arguments["sku"], call.arguments["body"]
    price = _limited(Money.parse(body["price"], "body.price"))
    call.shop.products[sku] = Product(sku, body["name"], price, body["stock"])
    return _product(call, call.shop.products[sku])


def list_bestsellers(call: Call) -> dict[str, Any]:
    pieces: Counter[str] = Counter()
    for order in call.shop.orders.values():
        for line in order.lines:
            pieces[line.sku] += 0 if order.status == "cancelled" else line.quantity
    best = sorted(pieces, key=lambda sku: (pieces[sku], sku), reverse=True)[: call.arguments["limit"]]
    items = [{"sku": sku, "pieces": pieces[sku]} for sku in best]
    links = {"self": f"?limit={call.arguments['limit']}", "next": None}
    return {"items": items, **({} if call.contract == "orders.v1" else {"links": links})}


def place_order(call: Call) -> dict[str, Any]:
    body, shop = call.arguments["body"], call.shop
    expected = body.get("expected_total") and _limited(Money.parse(body["expected_total"], "body.expected_total"))
    if call.caller.erased:
        raise Refusal(problems.UnknownCustomer, "Complete your profile first: `PUT /users/me` of the users API.")
    if call.caller.blocked:
        raise Refusal(problems.Blocked, "Ask the shop why.")
    wanted: Counter[str] = Counter()
    for line in body["lines"]:
        wanted[line["sku"]] += line["quantity"]
    lines = [_line(sku, quantity, shop) for sku, quantity in wanted.items()]
    order = Order(shop.new_id(), call.caller.id, lines, _total(lines, expected), now())
    for line in lines:
        shop.products[line.sku].stock -= line.quantity
    shop.orders[order.id] = order
    shop.notify(call.caller.id, "order-placed", "Your order is in", "We have it, and pack it next.", order.id)
    return _order(call, order)


def list_orders(call: Call) -> dict[str, Any]:
    orders = [order for order in call.shop.orders.values() if order.customer_id == call.caller.id]
    return page(call, orders, lambda order: order.id, lambda order: _order(call, order), newest_first=True)


def get_order(call: Call) -> dict[str, Any]:
    return _order(call, _visible(call))


def cancel_order(call: Call) -> None:
    order = _visible(call)
    if order.status == "shipped":
        raise Refusal(problems.AlreadyShipped, "It can no longer be cancelled.")
    if order.status == "placed":
        cancel(order, call.shop)


def ship_order(call: Call) -> dict[str, Any]:
    order = _visible(call)
    if order.status == "cancelled":
        raise Refusal(problems.AlreadyCancelled, "It can't be shipped.")
    if order.status == "placed":
        order.status = "shipped"
        call.shop.notify(order.customer_id, "order-shipped", "Your order has shipped", "It is on its way.", order.id)
    return _order(call, order)


def cancel(order: Order, shop: Shop) -> None:
    """Cancel an order that has not shipped; its stock returns."""
    for line in order.lines:
        if shop.products[line.sku].stock > MAX_STOCK - line.quantity:
            raise Refusal(problems.TooMuchStock, f"The stock of `{line.sku}` would exceed {MAX_STOCK}: lower it first.")
    for line in order.lines:
        shop.products[line.sku].stock += line.quantity
    order.status = "cancelled"
    shop.notify(order.customer_id, "order-cancelled", "Your order is cancelled", "Nothing is sent.", order.id)


def cancel_all(user: User, shop: Shop) -> None:
    """Cancel each order of a user that has not shipped."""
    for order in shop.orders.values():
        if order.customer_id == user.id and order.status == "placed":
            cancel(order, shop)


def _visible(call: Call) -> Order:
    """The order, for its owner and staff; to anyone else it doesn't exist."""
    order = call.shop.orders.get(call.arguments["order_id"])
    if order is None or not (call.caller.staff or order.customer_id == call.caller.id):
        raise Refusal(problems.NotFound)
    return order


def _line(sku: str, quantity: int, shop: Shop) -> Line:
    if sku not in shop.products:
        raise Refusal(problems.UnknownProduct, f"There is no product `{sku}`.")
    product = shop.products[sku]
    if product.stock < quantity:
        raise Refusal(problems.OutOfStock, f"There are {product.stock} of `{sku}` left.")
    return Line(sku, product.name, quantity, product.price)


def _total(lines: list[Line], expected: Money | None) -> Money:
    currencies = sorted({line.price.currency for line in lines})
    if len(currencies) > 1:
        raise Refusal(problems.MixedCurrencies, f"The prices are in {' and '.join(currencies)}: place separate orders.")
    total = Money(sum(line.price.amount * line.quantity for line in lines), currencies[0])
    if total.amount > MAX_TOTAL:
        raise Refusal(problems.TooExpensive, "Order less, or place several orders.")
    if expected not in (None, total):
        raise Refusal(problems.UnexpectedTotal, f"The total is {total} now, not {expected}. Confirm it and retry.")
    return total


def _limited(money: Money) -> Money:
    if money.amount > MAX_TOTAL:
        raise Refusal(problems.Unprocessable, "The amount is too large.")
    return money


def _product(call: Call, product: Product) -> dict[str, Any]:
    return {**vars(product), "price": product.price.render(call.contract)}


def _order(call: Call, order: Order) -> dict[str, Any]:
    lines = [{**vars(line), "price": line.price.render(call.contract)} for line in order.lines]
    members = {"id": order.id, "status": order.status, "placed_at": order.placed_at}
    return {**members, "lines": lines, "total": order.total.render(call.contract)}


STAFF_ONLY = frozenset({"put_product", "ship_order"})
HANDLERS: dict[str, Handler] = {
    "list_products": list_products,
    "get_product": get_product,
    "put_product": put_product,
    "list_bestsellers": list_bestsellers,
    "place_order": place_order,
    "list_orders": list_orders,
    "get_order": get_order,
    "cancel_order": cancel_order,
    "ship_order": ship_order,
}
