"""Actions whose replies are lost, and retried by the client, take effect once."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import httpx
import pytest

from tests.chaos.faults import LoseReply, Plan
from tests.chaos.scale import LOST_REPLIES, SEED
from tests.chaos.system import System
from tests.cloud import Visitor

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("chaos")]
FULL = 1_000_000
THREADS = 8


def until_acknowledged(send: Callable[[], httpx.Response]) -> httpx.Response:
    """Retry a request until it succeeds."""
    error: object = None
    for _ in range(50):
        with suppress(httpx.TransportError):
            response = send()
            if response.is_success:
                return response
            error = response.text
            assert response.status_code >= 500 or response.status_code == 409, error
    raise AssertionError(f"never acknowledged: {error}")


def losing_replies(chaos: System, function: str, action: Callable[[str], httpx.Response]) -> list[httpx.Response]:
    """Repeat an action under new keys until enough replies to its writes are lost; returns the final responses."""
    dice, responses = random.Random(SEED), []  # noqa: S311
    plan = chaos.under(Plan(LoseReply(), function, "TransactWriteItems", share=0.5, seed=SEED))
    with ThreadPoolExecutor(THREADS) as pool:
        while plan.struck < LOST_REPLIES:
            keys = [str(uuid.UUID(int=dice.getrandbits(128), version=4)) for _ in range(THREADS)]
            responses += pool.map(lambda key: until_acknowledged(partial(action, key)), keys)
    chaos.under(None)
    return responses


def test_fifty_concurrent_identical_creates_make_one_order(chaos: System) -> None:
    customer, sku = chaos.cloud.customer(), chaos.cloud.product(FULL)
    key = {"Idempotency-Key": str(uuid.uuid4())}

    with ThreadPoolExecutor(50) as pool:
        responses = list(pool.map(lambda _: until_acknowledged(lambda: customer.order(sku, headers=key)), range(50)))

    assert len({response.json()["id"] for response in responses}) == 1
    assert len(customer.get("orders", "/orders").json()["items"]) == 1
    assert stock(chaos, sku) == FULL - 1


def test_an_order_is_placed_once(chaos: System) -> None:
    customer, sku = chaos.cloud.customer(), chaos.cloud.product(FULL)

    responses = losing_replies(chaos, "orders-http", lambda key: customer.order(sku, headers={"Idempotency-Key": key}))

    ids = {response.json()["id"] for response in responses}
    assert orders_of(chaos, customer).keys() == ids
    assert stock(chaos, sku) == FULL - len(ids)


@pytest.mark.sampled("change of an order")
@pytest.mark.parametrize(("verb", "status"), [("cancel", "cancelled"), ("ship", "shipped")])
def test_an_order_is_cancelled_or_shipped_once(chaos: System, verb: str, status: str) -> None:
    customer, sku = chaos.cloud.customer(), chaos.cloud.product(FULL)
    visitor = chaos.cloud.staff() if verb == "ship" else customer
    ids: dict[str, str] = {}

    def act(key: str) -> httpx.Response:
        if key not in ids:
            ids[key] = until_acknowledged(lambda: customer.order(sku, headers={"Idempotency-Key": key})).json()["id"]
        return visitor.post("orders", f"/orders/{ids[key]}/{verb}")

    responses = losing_replies(chaos, "orders-http", act)

    rows = orders_of(chaos, customer)
    assert rows.keys() == set(ids.values())
    assert len(rows) == len(responses)
    assert {(row["status"], row["sequence"]) for row in rows.values()} == {(status, 2)}
    assert stock(chaos, sku) == FULL - (len(rows) if verb == "ship" else 0)


def test_an_address_is_added_once(chaos: System) -> None:
    """With several customers, because a profile has at most ten addresses."""
    customers = [chaos.cloud.customer() for _ in range(LOST_REPLIES // 5 + 2)]
    address = {"recipient": "Ada", "street": "1 Road", "postal_code": "12345", "city": "Ulm", "country": "DE"}
    owners: dict[str, Visitor] = {}

    def add(key: str) -> httpx.Response:
        owners.setdefault(key, customers[len(owners) // THREADS])
        return owners[key].post("users", "/users/me/addresses", json=address, headers={"Idempotency-Key": key})

    responses = losing_replies(chaos, "users-http", add)

    profiles = [customer.get("users", "/users/me/addresses").json() for customer in customers]
    stored = [item["id"] for profile in profiles for item in profile["items"]]
    assert sorted(stored) == sorted(response.json()["id"] for response in responses)


def orders_of(chaos: System, customer: Visitor) -> dict[str, dict[str, object]]:
    return chaos.reader.orders([customer.get("users", "/users/me").json()["id"]])


def stock(chaos: System, sku: str) -> int:
    return int(chaos.cloud.anyone().get("orders", f"/products/{sku}").json()["stock"])
