"""`sam local start-api`: the APIs answer from containers, with the local cloud behind them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import httpx
import pytest

from tests.cloud import Cloud, Visitor
from tests.sam_local.network import Network
from tests.sam_local.sam import Sam
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("sam local")]


class Inside(httpx.HTTPTransport):
    """Requests are made in another network."""

    def __init__(self, network: Network) -> None:
        super().__init__(trust_env=False)
        self._network = network

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with self._network.inside():
            return super().handle_request(request)


@pytest.fixture(scope="module")
def api(sam: Sam) -> Iterator[httpx.Client]:
    """Somebody who hasn't signed in."""
    with sam.serving("start-api", 3000) as url:
        yield httpx.Client(base_url=url, transport=Inside(sam.engine.network), timeout=PATIENCE)


def as_(visitor: Visitor) -> dict[str, str]:
    return {"Authorization": visitor.http.headers["Authorization"]}


def test_a_product_comes_from_the_local_clouds_table(api: httpx.Client, cloud: Cloud) -> None:
    sku = cloud.product(price=1234)

    answer = api.get(f"/products/{sku}")

    assert answer.status_code == 200, answer.text
    assert answer.json()["price"] == {"amount": "12.34", "currency": "EUR"}  # the second version's: it is mounted last


def test_products_are_listed(api: httpx.Client) -> None:
    answer = api.get("/products", params={"limit": 3})

    assert answer.status_code == 200, answer.text
    assert len(answer.json()["items"]) == 3


def test_a_token_that_no_gateway_has_checked_is_checked_by_the_service(api: httpx.Client, cloud: Cloud) -> None:
    customer = cloud.customer("Ada Quist")

    answer = api.get("/users/me", headers=as_(customer))

    assert answer.status_code == 200, answer.text
    assert answer.json()["name"] == "Ada Quist"


@pytest.mark.parametrize("token", ["none", "forged", "for something else"])
def test_without_a_token_that_holds_a_protected_route_is_closed(api: httpx.Client, cloud: Cloud, token: str) -> None:
    tokens = cloud.customer().tokens
    head, claims, signature = tokens["AccessToken"].split(".")
    forged = f"{head}.{claims}.{signature[::-1]}"
    headers = {"none": {}, "forged": bearer(forged), "for something else": bearer(tokens["IdToken"])}[token]

    answer = api.get("/users/me", headers=headers)

    assert answer.status_code == 401, answer.text
    assert answer.json()["type"] == "urn:souk:problem:unauthenticated"


def test_what_only_services_may_call_is_closed(api: httpx.Client, cloud: Cloud) -> None:
    answer = api.get("/internal/customers/anybody", headers=as_(cloud.customer()))

    assert answer.status_code == 403, answer.text


def test_an_order_asks_users_and_is_there_for_everyone(api: httpx.Client, cloud: Cloud) -> None:
    customer, sku = cloud.customer(), cloud.product(stock=5)
    headers = as_(customer) | {"Idempotency-Key": str(uuid.uuid4())}

    order = api.post("/orders", json={"lines": [{"sku": sku, "quantity": 2}]}, headers=headers)

    assert order.status_code == 201, order.text
    assert customer.get("orders", f"/orders/{order.json()['id']}").json()["status"] == "placed"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
