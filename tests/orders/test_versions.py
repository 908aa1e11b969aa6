"""Two versions of the orders API, side by side: lists that link, notices of the one that goes, one shop behind both."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from tests.gateway import Answer, Client
from tests.orders.fakes import MemoryCatalogue, MemoryOrders

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
ORDER = {"lines": [{"sku": "LAMP-1", "quantity": 1}]}
NOTICES = ("deprecation", "sunset", "link")
# Requests that both versions take or refuse, with the status of their responses.
REQUESTS: dict[str, tuple[str, str, str | None, int]] = {
    "a list": ("GET", "/products", None, 200),
    "an order": ("POST", "/orders", json.dumps(ORDER), 201),
    "no order of hers": ("GET", "/orders/01KAQ4N9T4W6M2J8ZC5R7XVBEH", None, 404),
    "an id that is none": ("GET", "/orders/17", None, 404),
    "only for staff": ("PUT", "/products/LAMP-1", "{}", 403),
    "a bad limit": ("GET", "/orders?limit=many", None, 400),
    "malformed JSON": ("POST", "/orders", "{", 400),
    "what does not fit": ("POST", "/orders", "{}", 422),
    "what is not there": ("POST", "/orders", json.dumps({"lines": [{"sku": "GHOST-1", "quantity": 1}]}), 422),
    "too large a body": ("POST", "/orders", '"' + "x" * 256 * 1024 + '"', 413),
}


def ask(client: Client, name: str, status: int | None = None) -> Answer:
    method, url, body, expected = REQUESTS[name]
    path, _, query = url.partition("?")
    headers = {"Idempotency-Key": KEY, "Content-Type": "application/json"}
    answer = client.request(method, path, query=parse_qs(query), headers=headers if body else {}, body=body)
    assert answer.status == (status or expected), answer.text
    return answer


@pytest.mark.parametrize("name", REQUESTS)
def test_every_answer_of_version_1_says_that_it_goes_and_when(alice: Client, name: str) -> None:
    answer = ask(alice, name)

    since = datetime.fromtimestamp(int(answer.headers["deprecation"].removeprefix("@")), UTC)
    assert since == datetime(2026, 12, 1, tzinfo=UTC)
    assert parsedate_to_datetime(answer.headers["sunset"]) == datetime(2027, 12, 1, tzinfo=UTC)
    assert answer.headers["link"] == '<urn:souk:contract:orders.v2>; rel="successor-version"'


def test_those_who_have_no_token_are_told_it_too(api: Client) -> None:
    answer = api.get("/orders")

    assert answer.status == 401
    assert set(NOTICES) <= set(answer.headers)


def test_a_body_of_another_type_is_told_it_too(alice: Client) -> None:
    answer = alice.request("POST", "/orders", headers={"Content-Type": "text/plain"}, body="a lamp, please")

    assert answer.status == 415
    assert set(NOTICES) <= set(answer.headers)


@pytest.mark.parametrize("name", REQUESTS)
def test_no_answer_of_version_2_says_that_it_goes(api_v2: Client, name: str) -> None:
    answer = ask(api_v2.as_customer("alice"), name)

    assert not set(NOTICES) & set(answer.headers)


def test_an_order_of_one_version_is_there_in_the_other(alice: Client, api_v2: Client, orders: MemoryOrders) -> None:
    order_id = alice.post("/orders", ORDER, key=KEY).json["id"]

    newer = api_v2.as_customer("alice")
    assert newer.get(f"/orders/{order_id}").json["total"] == {"amount": "49.90", "currency": "EUR"}
    assert newer.post(f"/orders/{order_id}/cancel").status == 204
    assert alice.get(f"/orders/{order_id}").json["status"] == "cancelled"
    assert len(orders) == 1


def test_the_pages_of_a_list_are_walked_by_their_links(api_v2: Client) -> None:
    customer = api_v2.as_customer("alice")
    mine = [customer.post("/orders", ORDER, key=f"{KEY}-{n}").json["id"] for n in range(5)]

    pages: list[list[str]] = []
    here = "https://api.souk.example/v2/orders?limit=2"
    for _ in range(3):
        page = customer.get("/orders", parse_qs(urlsplit(here).query)).json
        assert urljoin(here, page["links"]["self"]) == here
        pages.append([order["id"] for order in page["items"]])
        here = urljoin(here, page["links"]["next"] or "")

    assert [len(items) for items in pages] == [2, 2, 1]
    assert [order_id for items in pages for order_id in items] == sorted(mine, reverse=True)
    assert page["links"]["next"] is None


def test_a_list_that_is_one_page_leads_nowhere(api_v2: Client, catalogue: MemoryCatalogue) -> None:
    catalogue.count({"LAMP-1": 3}, cause="event-1")

    assert api_v2.get("/products").json["links"] == {"self": "?limit=20", "next": None}
    assert api_v2.get("/bestsellers", {"limit": "5"}).json == {
        "items": [{"sku": "LAMP-1", "pieces": 3}],
        "links": {"self": "?limit=5", "next": None},
    }


def test_version_2_keeps_the_bestsellers_beside_the_products(api_v2: Client) -> None:
    assert api_v2.get("/products/bestsellers").status == 404
    assert re.search("max-age=60", api_v2.get("/bestsellers").headers["cache-control"])


@pytest.mark.parametrize("path", ["/orders", "/products"])
def test_a_cursor_of_no_page_is_refused_by_version_2(api_v2: Client, path: str) -> None:
    answer = api_v2.as_customer("alice").get(path, {"cursor": "garbage"})

    assert (answer.status, answer.problem) == (400, "bad-request")
    assert "next_cursor" not in answer.text
