"""URL to action. No rules, no AWS: parse, call, answer."""

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
from chassis.web.openapi import refuses
from orders import actions, domain, ports
from orders.v2 import schemas
from orders.v2.schemas import OrderId, Sku

Orders = Annotated[ports.Orders, port(ports.Orders)]
Catalogue = Annotated[ports.Catalogue, port(ports.Catalogue)]
Customers = Annotated[ports.Customers, port(ports.Customers)]

products = APIRouter(prefix="/products", tags=["products"])
bestsellers = APIRouter(prefix="/bestsellers", tags=["products"])
orders = APIRouter(prefix="/orders", tags=["orders"])
Most = Annotated[int, Query(ge=1, le=50, description="At most so many products.", examples=[10]), STRICT_INT]
FOR_A_MINUTE = Depends(Cacheable(seconds=60))


@products.get("", dependencies=[FOR_A_MINUTE])
def list_products(catalogue: Catalogue, limit: Limit = 20, cursor: Cursor = None) -> schemas.Products:
    """List what can be ordered, by SKU.

    Anybody may, without signing in. Products that are out of stock are listed, too. The answer may be a minute old.
    """
    page = catalogue.page(limit, cursor)
    return schemas.Products.model_validate({"items": page.items, "links": Links.of(limit, cursor, page.next_cursor)})


@bestsellers.get("", dependencies=[FOR_A_MINUTE])
def list_bestsellers(catalogue: Catalogue, limit: Most = 10) -> schemas.Bestsellers:
    """List what sells best, best first.

    Anybody may, without signing in. Counted are the pieces of all orders that were not cancelled; the count follows the
    orders within seconds, and the answer may be a minute old.
    """
    return schemas.Bestsellers.model_validate(
        {"items": catalogue.bestsellers(limit), "links": Links.of(limit, None, None)}
    )


@products.get("/{sku}", dependencies=[FOR_A_MINUTE], responses=refuses(errors.NotFound))
def get_product(sku: Sku, catalogue: Catalogue) -> schemas.Product:
    """Look at one product.

    Anybody may, without signing in. The answer may be a minute old: what is left in stock is only certain once it was
    ordered.
    """
    return schemas.Product.model_validate(actions.find_product(sku, catalogue))


@products.put(
    "/{sku}",
    response_description="The product as it is from now on.",
    responses=refuses(errors.Forbidden, errors.NotFound, errors.ChangedMeanwhile),
)
def put_product(sku: Sku, body: schemas.PutProduct, _: Staff, catalogue: Catalogue) -> schemas.Product:
    """Add a product, or replace it.

    For staff. Name, price and stock are replaced as a whole. The stock is what can still be ordered: what placed orders
    have reserved is no part of it. They keep the price at which they were placed.
    """
    product = domain.Product(sku, body.name, body.price.counted(), body.stock)
    catalogue.put(product)
    return schemas.Product.model_validate(product)


@orders.post(
    "",
    status_code=201,
    response_description="The order as it was placed; the same again for a key that was used before.",
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
def place_order(
    body: schemas.PlaceOrder,
    caller: Caller,
    key: IdempotencyKeyHeader,
    orders: Orders,
    catalogue: Catalogue,
    customers: Customers,
) -> schemas.Order:
    """Place an order.

    For customers: whoever has a profile, and is not blocked just then. Its stock is reserved in the same moment, all of
    it or none, so that nothing is sold twice; then the customer is told. Lines of the same product add up. All products
    of an order are priced in one currency. Nothing is ordered if it costs something else than `expected_total`.
    """
    order = actions.place_order(caller.id, body.pieces(), key, orders, catalogue, customers, body.expected())
    return schemas.Order.model_validate(order)


@orders.get("")
def list_orders(caller: Caller, orders: Orders, limit: Limit = 20, cursor: Cursor = None) -> schemas.Orders:
    """List your orders, newest first.

    For whoever is signed in. Staff see only their own, too.
    """
    page = orders.of_customer(caller.id, limit, cursor)
    return schemas.Orders.model_validate({"items": page.items, "links": Links.of(limit, cursor, page.next_cursor)})


@orders.get("/{order_id}", responses=refuses(errors.NotFound))
def get_order(order_id: OrderId, caller: Caller, orders: Orders) -> schemas.Order:
    """Look at one order.

    For whoever placed it, and for staff. To anyone else it doesn't exist.
    """
    return schemas.Order.model_validate(actions.find_order(order_id, caller, orders))


@orders.post(
    "/{order_id}/cancel",
    status_code=204,
    response_description="It is cancelled.",
    responses=refuses(errors.NotFound, domain.AlreadyShipped, domain.TooMuchStock, errors.ChangedMeanwhile),
)
def cancel_order(order_id: OrderId, caller: Caller, orders: Orders) -> None:
    """Cancel an order that has not shipped.

    For whoever placed it, and for staff. Its stock returns to the shelf in the same moment, and the customer is told.
    Cancelling it again changes nothing. Nothing is cancelled if the shelf has no room for it.
    """
    actions.cancel_order(order_id, caller, orders)


@orders.post(
    "/{order_id}/ship",
    response_description="The order, which has shipped.",
    responses=refuses(errors.Forbidden, errors.NotFound, domain.AlreadyCancelled, errors.ChangedMeanwhile),
)
def ship_order(order_id: OrderId, _: Staff, orders: Orders) -> schemas.Order:
    """Send an order off.

    For staff. It can't be cancelled from then on, and the customer is told. Sending it again changes nothing.
    """
    return schemas.Order.model_validate(actions.ship_order(order_id, orders))


API = Api(
    name="orders",
    version=2,
    title="Souk orders",
    description="The catalogue, its stock, and what customers ordered from it. "
    "Amounts are decimal numbers as people write them; lists link to their next page.",
    routers=(products, bestsellers, orders),
    tags={
        "products": "What can be ordered, and how much of it is left.",
        "orders": "What was ordered, and what became of it.",
    },
)
