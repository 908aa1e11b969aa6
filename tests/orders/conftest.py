"""A small shop, and its API with everything behind it in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from chassis.web.app import create_app
from chassis.web.auth import PoolVerifier
from orders.domain import Money, Product
from orders.ports import Catalogue, Customers, Orders
from orders.store import DynamoCatalogue, DynamoOrders
from orders.v1.router import API
from orders.v2.router import API as API_2
from tests.gateway import Client
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers, MemoryOrders
from tests.orders.shop import SKU, Shop
from tests.tables import own_table
from tests.tokens import Pool, a_pool

# One app for the whole session, because putting it together takes longer than the tests; its world changes.
WORLD: dict[type, object] = {}


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """The user pool, for requests that pass no gateway."""
    with a_pool() as pool:
        yield pool


@pytest.fixture(scope="session")
def anybody(pool: Pool) -> Client:
    return Client(create_app(API, WORLD, PoolVerifier(pool.issuer, pool.jwks_url)))


@pytest.fixture(scope="session")
def anybody_v2(pool: Pool) -> Client:
    return Client(create_app(API_2, WORLD, PoolVerifier(pool.issuer, pool.jwks_url)))


@pytest.fixture
def catalogue() -> MemoryCatalogue:
    return MemoryCatalogue(
        Product("KETTLE-1", "Kettle", Money(2450, "EUR"), stock=3),
        Product("LAMP-1", "Reading lamp", Money(4990, "EUR"), stock=10),
        Product("RADIO-1", "Radio", Money(8000, "USD"), stock=5),
    )


@pytest.fixture
def orders(catalogue: MemoryCatalogue) -> MemoryOrders:
    return MemoryOrders(catalogue)


@pytest.fixture
def customers() -> MemoryCustomers:
    return MemoryCustomers("alice", "bob")


@pytest.fixture
def api(anybody: Client, catalogue: MemoryCatalogue, orders: MemoryOrders, customers: MemoryCustomers) -> Client:
    """The API, called by nobody in particular."""
    WORLD.update({Orders: orders, Catalogue: catalogue, Customers: customers})
    return anybody


@pytest.fixture
def api_v2(anybody_v2: Client, api: Client) -> Client:
    """The second version of the API, before the same shop."""
    return anybody_v2


@pytest.fixture
def staff_v2(api_v2: Client) -> Client:
    return api_v2.as_staff()


@pytest.fixture
def alice(api: Client) -> Client:
    return api.as_customer("alice")


@pytest.fixture
def bob(api: Client) -> Client:
    return api.as_customer("bob")


@pytest.fixture
def staff(api: Client) -> Client:
    return api.as_staff()


@pytest.fixture(params=["memory", pytest.param("cloud", marks=pytest.mark.cloud)])
def shop(request: pytest.FixtureRequest) -> Iterator[Shop]:
    """An empty shop, once with the fakes and once with the store."""
    if request.param == "memory":
        catalogue = MemoryCatalogue()
        orders = MemoryOrders(catalogue)
        all_of_it = lambda: [*catalogue.announced, *orders.announced]  # noqa: E731
        yield Shop(orders, catalogue, lambda of: [e.model_dump() for e in all_of_it() if e.aggregate_id == of])
        return
    with own_table(request.getfixturevalue("cloud")) as table:
        rows = lambda of: [row for kind in ("ORDER", "PRODUCT") for row in table.outbox.pending_events(f"{kind}#{of}")]  # noqa: E731
        announced = lambda of: [json.loads(row["event"]) for row in rows(of)]  # noqa: E731
        yield Shop(DynamoOrders(table), DynamoCatalogue(table), announced)


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    """With ten lamps and ten kettles."""
    shop.catalogue.put(Product(SKU, "Reading lamp", Money(4990, "EUR"), stock=10))
    shop.catalogue.put(Product("KETTLE-1", "Kettle", Money(2450, "EUR"), stock=10))
    return shop
