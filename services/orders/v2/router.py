"""URL to action. No rules, no AWS: parse, call, respond."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from chassis.core import errors
from chassis.core.pagination import Cursor, Limit, Links
from chassis.core.query import STRICT_INT
from chassis.web.app import Api, port
from chassis.web.auth import Caller, Staff
from chassis.web.caching import Cacheable
from chassis.web.idempotency import IdempotencyKeyHeader
from chassis.web.refusals import refuses
from orders import actions, domain, ports
from orders.v2 import schemas
from orders.v2.schemas import OrderId, Sku

Orders = Annotated[ports.Orders, port(ports.Orders)]
Catalogue = Annotated[ports.Catalogue, port(ports.Catalogue)]
Customers = Annotated[ports.Customers, port(ports.Customers)]

products = APIRouter(prefix="/products", tags=["products"])
bestsellers = APIRouter(prefix="/bestsellers", tags=["products"])
orders = APIRouter(prefix="/orders", tags=["orders"])
BestsellerLimit = Annotated[
    int, Query(ge=1, le=50, description="The maximum number of products.", examples=[10]), STRICT_INT
]
FOR_A_MINUTE = Depends(Cacheable(seconds=60))


@products.get("", dependencies=[FOR_A_MINUTE])
async def list_products(catalogue: Catalogue, limit: Limit = 20, cursor: Cursor = None) -> schemas.Products:
    """List products, by SKU.

    Public; no token required. Includes products that are out of stock. The response may be cached for a minute.
    """
    page = catalogue.page(limit, cursor)
    return schemas.Products.model_validate({"items": page.items, "links": Links.of(limit, cursor, page.next_cursor)})


@bestsellers.get("", dependencies=[FOR_A_MINUTE])
async def list_bestsellers(catalogue: Catalogue, limit: BestsellerLimit = 10) -> schemas.Bestsellers:
    """List the bestsellers, best first.

    Public; no token required. Counts the pieces in all orders that were not cancelled, with a delay of seconds. The
    response may be cached for a minute.
    """
    return schemas.Bestsellers.model_validate(
        {"items": catalogue.bestsellers(limit), "links": Links.of(limit, None, None)}
    )


@products.get("/{sku}", dependencies=[FOR_A_MINUTE], responses=refuses(errors.NotFound))
async def get_product(sku: Sku, catalogue: Catalogue) -> schemas.Product:
    """Get a product.

    Public; no token required. The response may be cached for a minute: only an order reserves stock.
    """
    return schemas.Product.model_validate(actions.find_product(sku, catalogue))


@products.put(
    "/{sku}",
    response_description="The stored product.",
    responses=refuses(errors.Forbidden, errors.NotFound, errors.ChangedMeanwhile),
)
async def put_product(sku: Sku, body: schemas.PutProduct, _: Staff, catalogue: Catalogue) -> schemas.Product:
    """Create or replace a product.

    For staff. Replaces name, price and stock, and announces it. The stock excludes pieces reserved by placed orders,
    which keep their price.
    """
    product = domain.Product(sku, body.name, body.price.to_minor_units(), body.stock)
    catalogue.put(product)
    return schemas.Product.model_validate(product)


@orders.post(
    "",
    status_code=201,
    response_description="The placed order; a repeated key returns the same one.",
    responses=refuses(
        domain.UnknownCustomer,
        domain.Blocked,
        domain.OutOfStock,
        domain.UnknownProduct,
        domain.MixedCurrencies,
        domain.TooExpensive,
        domain.UnexpectedTotal,
        errors.Unavailable,
    ),
)
async def place_order(
    body: schemas.PlaceOrder,
    caller: Caller,
    key: IdempotencyKeyHeader,
    orders: Orders,
    catalogue: Catalogue,
    customers: Customers,
) -> schemas.Order:
    """Place an order.

    For customers with a profile who are not blocked. Reserves the stock of all lines or none, atomically, and
    notifies the customer. Lines of the same product are merged. All products must have the same currency. Refused if
    the total differs from `expected_total`.
    """
    order = actions.place_order(caller.id, body.pieces(), key, orders, catalogue, customers, body.expected())
    return schemas.Order.model_validate(order)


@orders.get("")
async def list_orders(caller: Caller, orders: Orders, limit: Limit = 20, cursor: Cursor = None) -> schemas.Orders:
    """List your orders, newest first.

    For signed-in users. Staff see only their own orders, too.
    """
    page = orders.list_by_customer(caller.id, limit, cursor)
    return schemas.Orders.model_validate({"items": page.items, "links": Links.of(limit, cursor, page.next_cursor)})


@orders.get("/{order_id}", responses=refuses(errors.NotFound))
async def get_order(order_id: OrderId, caller: Caller, orders: Orders) -> schemas.Order:
    """Get an order.

    For its owner and staff; everyone else gets 404.
    """
    return schemas.Order.model_validate(actions.find_order(order_id, caller, orders))


@orders.post(
    "/{order_id}/cancel",
    status_code=204,
    response_description="The order is cancelled.",
    responses=refuses(errors.NotFound, domain.AlreadyShipped, domain.TooMuchStock, errors.ChangedMeanwhile),
)
async def cancel_order(order_id: OrderId, caller: Caller, orders: Orders) -> None:
    """Cancel an order that has not shipped.

    For its owner and staff. Returns its stock atomically, and notifies the customer. Idempotent. Refused if the stock
    would exceed its maximum.
    """
    actions.cancel_order(order_id, caller, orders)


@orders.post(
    "/{order_id}/ship",
    response_description="The shipped order.",
    responses=refuses(errors.Forbidden, errors.NotFound, domain.AlreadyCancelled, errors.ChangedMeanwhile),
)
async def ship_order(order_id: OrderId, _: Staff, orders: Orders) -> schemas.Order:
    """Ship an order.

    For staff. A shipped order can't be cancelled. Notifies the customer. Idempotent.
    """
    return schemas.Order.model_validate(actions.ship_order(order_id, orders))


API = Api(
    name="orders",
    version=2,
    title="Souk orders",
    description="The catalogue, its stock, and orders. Amounts are decimal strings; lists link to their next page.",
    routers=(products, bestsellers, orders),
    tags={
        "products": "The catalogue and its stock.",
        "orders": "Orders and their status.",
    },
)
