"""URL to action. No rules, no AWS: parse, call, answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from chassis import errors
from chassis.app import Api, port
from chassis.auth import Caller, Staff
from chassis.deprecation import Deprecation
from chassis.idempotency import IdempotencyKey
from chassis.openapi import refuses
from chassis.paging import Cursor, Limit
from orders import actions, domain, ports
from orders.v1 import schemas
from orders.v2.schemas import OrderId, PlaceOrder, Sku

Orders = Annotated[ports.Orders, port(ports.Orders)]
Catalogue = Annotated[ports.Catalogue, port(ports.Catalogue)]
Customers = Annotated[ports.Customers, port(ports.Customers)]

OLD = Depends(Deprecation(since=date(2026, 12, 1), sunset=date(2027, 12, 1), successor="orders.v2"))
products = APIRouter(prefix="/products", tags=["products"], dependencies=[OLD])
orders = APIRouter(prefix="/orders", tags=["orders"], dependencies=[OLD])
FOR_A_MINUTE = "public, max-age=60"


@products.get("")
def list_products(
    catalogue: Catalogue, response: Response, limit: Limit = 20, cursor: Cursor = None
) -> schemas.Products:
    """List what can be ordered, by SKU."""
    page = catalogue.page(limit, cursor)
    response.headers["Cache-Control"] = FOR_A_MINUTE
    return schemas.Products.model_validate(page, from_attributes=True)


@products.get("/bestsellers")
def list_bestsellers(
    catalogue: Catalogue, response: Response, limit: Annotated[int, Query(ge=1, le=50)] = 10
) -> schemas.Bestsellers:
    """List what sells best, best first."""
    response.headers["Cache-Control"] = FOR_A_MINUTE
    return schemas.Bestsellers.model_validate({"items": catalogue.bestsellers(limit)}, from_attributes=True)


@products.get("/{sku}", responses=refuses(errors.NotFound))
def get_product(sku: Sku, catalogue: Catalogue, response: Response) -> schemas.Product:
    """Look at one product."""
    response.headers["Cache-Control"] = FOR_A_MINUTE
    return schemas.Product.model_validate(actions.find_product(sku, catalogue))


@products.put("/{sku}", responses=refuses(errors.Forbidden, errors.NotFound, errors.ChangedMeanwhile))
def put_product(sku: Sku, body: schemas.PutProduct, _: Staff, catalogue: Catalogue) -> schemas.Product:
    """Add a product, or replace it. For staff."""
    price = domain.Money(body.price.amount, body.price.currency)
    product = domain.Product(sku, body.name, price, body.stock)
    catalogue.put(product)
    return schemas.Product.model_validate(product)


@orders.post(
    "",
    status_code=201,
    responses=refuses(
        domain.UnknownCustomer,
        domain.OutOfStock,
        domain.UnknownProduct,
        domain.MixedCurrencies,
        domain.TooExpensive,
        errors.Unavailable,
    ),
)
def place_order(
    body: PlaceOrder,
    caller: Caller,
    once: IdempotencyKey,
    orders: Orders,
    catalogue: Catalogue,
    customers: Customers,
) -> schemas.Order:
    """Place an order; its stock is reserved at once."""
    order = actions.place_order(caller.id, body.pieces(), once, orders, catalogue, customers)
    return schemas.Order.model_validate(order)


@orders.get("")
def list_orders(caller: Caller, orders: Orders, limit: Limit = 20, cursor: Cursor = None) -> schemas.Orders:
    """List your orders, newest first."""
    return schemas.Orders.model_validate(orders.of_customer(caller.id, limit, cursor), from_attributes=True)


@orders.get("/{order_id}", responses=refuses(errors.NotFound))
def get_order(order_id: OrderId, caller: Caller, orders: Orders) -> schemas.Order:
    """Look at one order: your own, or as staff any."""
    return schemas.Order.model_validate(actions.find_order(order_id, caller, orders))


@orders.post(
    "/{order_id}/cancel",
    status_code=204,
    responses=refuses(errors.NotFound, domain.AlreadyShipped, errors.ChangedMeanwhile),
)
def cancel_order(order_id: OrderId, caller: Caller, orders: Orders) -> None:
    """Cancel an order that has not shipped; its stock returns to the shelf."""
    actions.cancel_order(order_id, caller, orders)


@orders.post(
    "/{order_id}/ship",
    responses=refuses(errors.Forbidden, errors.NotFound, domain.AlreadyCancelled, errors.ChangedMeanwhile),
)
def ship_order(order_id: OrderId, _: Staff, orders: Orders) -> schemas.Order:
    """Send an order off. For staff."""
    return schemas.Order.model_validate(actions.ship_order(order_id, orders))


API = Api(
    name="orders",
    version=1,
    title="Souk orders",
    description="The catalogue, its stock, and what customers ordered from it.",
    routers=(products, orders),
)
