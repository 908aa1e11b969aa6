"""An action's reply is lost again and again, and whoever asked asks again: it is done once."""

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
AT_ONCE = 8


def until_told(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Ask until it is answered; one that takes too long was not."""
    said: object = None
    for _ in range(50):
        with suppress(httpx.TransportError):
            answer = ask()
            if answer.is_success:
                return answer
            said = answer.text
            assert answer.status_code >= 500 or answer.status_code == 409, said
    raise AssertionError(f"never answered: {said}")


def unheard(chaos: System, function: str, action: Callable[[str], httpx.Response]) -> list[httpx.Response]:
    """Do it, each time with a key of its own, until so many replies to its writes were lost. Answers what was told."""
    dice, told = random.Random(SEED), []  # noqa: S311
    plan = chaos.under(Plan(LoseReply(), function, "TransactWriteItems", share=0.5, seed=SEED))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while plan.struck < LOST_REPLIES:
            keys = [str(uuid.UUID(int=dice.getrandbits(128), version=4)) for _ in range(AT_ONCE)]
            told += pool.map(lambda key: until_told(partial(action, key)), keys)
    chaos.under(None)
    return told


def test_fifty_identical_creates_at_once_make_one_order(chaos: System) -> None:
    customer, sku = chaos.cloud.customer(), chaos.cloud.product(FULL)
    key = {"Idempotency-Key": str(uuid.uuid4())}

    with ThreadPoolExecutor(50) as pool:
        made = list(pool.map(lambda _: until_told(lambda: customer.order(sku, headers=key)), range(50)))

    assert len({answer.json()["id"] for answer in made}) == 1
    assert len(customer.get("orders", "/orders").json()["items"]) == 1
    assert stock(chaos, sku) == FULL - 1


def test_an_order_is_placed_once(chaos: System) -> None:
    customer, sku = chaos.cloud.customer(), chaos.cloud.product(FULL)

    told = unheard(chaos, "orders-http", lambda key: customer.order(sku, headers={"Idempotency-Key": key}))

    ids = {answer.json()["id"] for answer in told}
    assert orders_of(chaos, customer).keys() == ids
    assert stock(chaos, sku) == FULL - len(ids)


@pytest.mark.parametrize(("verb", "status"), [("cancel", "cancelled"), ("ship", "shipped")])
def test_an_order_is_cancelled_or_shipped_once(chaos: System, verb: str, status: str) -> None:
    customer, sku = chaos.cloud.customer(), chaos.cloud.product(FULL)
    visitor = chaos.cloud.staff() if verb == "ship" else customer
    acted: dict[str, str] = {}

    def act(key: str) -> httpx.Response:
        if key not in acted:
            acted[key] = until_told(lambda: customer.order(sku, headers={"Idempotency-Key": key})).json()["id"]
        return visitor.post("orders", f"/orders/{acted[key]}/{verb}")

    told = unheard(chaos, "orders-http", act)

    rows = orders_of(chaos, customer)
    assert rows.keys() == set(acted.values())
    assert len(rows) == len(told)
    assert {(row["status"], row["sequence"]) for row in rows.values()} == {(status, 2)}
    assert stock(chaos, sku) == FULL - (len(rows) if verb == "ship" else 0)


def test_an_address_is_added_once(chaos: System) -> None:
    """Ten fit into a profile, so there are as many customers as it takes."""
    customers = [chaos.cloud.customer() for _ in range(LOST_REPLIES // 5 + 2)]
    address = {"recipient": "Ada", "street": "1 Road", "postal_code": "12345", "city": "Ulm", "country": "DE"}
    whose: dict[str, Visitor] = {}

    def add(key: str) -> httpx.Response:
        whose.setdefault(key, customers[len(whose) // AT_ONCE])
        return whose[key].post("users", "/users/me/addresses", json=address, headers={"Idempotency-Key": key})

    told = unheard(chaos, "users-http", add)

    kept = [item["id"] for each in customers for item in each.get("users", "/users/me/addresses").json()["items"]]
    assert sorted(kept) == sorted(answer.json()["id"] for answer in told)


def orders_of(chaos: System, customer: Visitor) -> dict[str, dict[str, object]]:
    return chaos.reader.orders([customer.get("users", "/users/me").json()["id"]])


def stock(chaos: System, sku: str) -> int:
    return int(chaos.cloud.anyone().get("orders", f"/products/{sku}").json()["stock"])
