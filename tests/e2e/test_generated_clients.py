"""The generated modules of the SDK by themselves, without its front, against the running system."""

from __future__ import annotations

import uuid

import pytest

from souk_sdk.orders_v1 import AuthenticatedClient, Client
from souk_sdk.orders_v1.api.orders import get_order, place_order
from souk_sdk.orders_v1.api.products import get_product, list_products
from souk_sdk.orders_v1.models import Order, PlaceOrder, ProblemDetails, Product, WantedLine
from souk_sdk.users_v1 import AuthenticatedClient as UsersClient
from souk_sdk.users_v1.api.users import get_profile
from souk_sdk.users_v1.models import Profile
from tests.cloud import Cloud

pytestmark = pytest.mark.cloud


def test_a_program_browses_orders_and_looks_again(cloud: Cloud) -> None:
    customer, sku = cloud.customer(), cloud.product(stock=3)
    client = AuthenticatedClient(cloud.outputs.apis["orders.v1"], token=customer.tokens["AccessToken"])

    placed = place_order.sync(
        client=client, body=PlaceOrder(lines=[WantedLine(sku=sku, quantity=2)]), idempotency_key=str(uuid.uuid4())
    )

    assert isinstance(placed, Order)
    assert (placed.total.amount, placed.lines[0].sku) == (9980, sku)
    assert get_order.sync(placed.id, client=client) == placed
    left = get_product.sync(sku, client=Client(cloud.outputs.apis["orders.v1"]))
    assert isinstance(left, Product)
    assert left.stock == 1


def test_a_refusal_is_a_value_with_its_reason(cloud: Cloud) -> None:
    customer = cloud.customer()
    client = AuthenticatedClient(cloud.outputs.apis["orders.v1"], token=customer.tokens["AccessToken"])
    body = PlaceOrder(lines=[WantedLine(sku="NO-SUCH-THING", quantity=1)])

    refused = place_order.sync(client=client, body=body, idempotency_key=str(uuid.uuid4()))

    assert isinstance(refused, ProblemDetails)
    assert refused.type_ == "urn:souk:problem:unknown-product"


def test_pages_are_walked_by_their_cursor(cloud: Cloud) -> None:
    client = Client(cloud.outputs.apis["orders.v1"])
    seen: list[str] = []

    page = list_products.sync(client=client, limit=3)
    while page and not isinstance(page, ProblemDetails):
        seen += [product.sku for product in page.items]
        page = list_products.sync(client=client, limit=100, cursor=page.next_cursor) if page.next_cursor else None

    assert len(seen) == len(set(seen)) >= 8
    assert seen == sorted(seen)


def test_a_profile_is_typed(cloud: Cloud) -> None:
    customer = cloud.customer("Ada Quist")

    profile = get_profile.sync(client=UsersClient(cloud.outputs.apis["users.v1"], token=customer.tokens["AccessToken"]))

    assert isinstance(profile, Profile)
    assert (profile.name, profile.email) == ("Ada Quist", customer.person.username)
