"""Lists are walked page by page, as far as somebody reads."""

from __future__ import annotations

import itertools
from typing import Any

import httpx
import pytest

from souk_sdk import Souk, SoukError
from tests.sdk.fakes import BASE_URLS, Ask, FastClock, Service

pytestmark = pytest.mark.filterwarnings("ignore:orders.v1 is deprecated")
PRODUCTS = ["A-1", "A-2", "A-3", "A-4", "A-5"]


class Shelf(Service):
    """Five products, of which a page begins where its cursor says; in the words of both versions."""

    def __init__(self) -> None:
        super().__init__(self.page)

    def page(self, request: httpx.Request) -> httpx.Response:
        limit, cursor = int(request.url.params["limit"]), int(request.url.params.get("cursor", 0))
        following = str(cursor + limit) if cursor + limit < len(PRODUCTS) else None
        newer = "/v2/" in request.url.path
        price = {"amount": "1.00" if newer else 100, "currency": "EUR"}
        items = [{"sku": sku, "name": sku, "price": price, "stock": 1} for sku in PRODUCTS[cursor : cursor + limit]]
        onward = f"?limit={limit}&cursor={following}" if following else None
        ways = {"links": {"self": f"?limit={limit}", "next": onward}} if newer else {"next_cursor": following}
        return httpx.Response(200, json={"items": items, **ways})


@pytest.mark.parametrize("version", ["orders", "orders_v1"])
@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_a_list_is_all_of_its_items_whatever_its_pages(ask: Ask, version: str, limit: int) -> None:
    shelf = Shelf()

    products = ask(shelf, lambda souk: getattr(souk, version).list_products(limit=limit))

    assert [product.sku for product in products] == PRODUCTS
    assert len(shelf.asked) == -(-len(PRODUCTS) // limit)
    assert {request.url.params["limit"] for request in shelf.asked} == {str(limit)}


def test_a_list_can_be_had_page_by_page(ask: Ask) -> None:
    pages = ask(Shelf(), lambda souk: souk.orders.list_products(limit=2).pages())

    assert [[product.sku for product in page.items] for page in pages] == [PRODUCTS[:2], PRODUCTS[2:4], PRODUCTS[4:]]


def test_the_first_page_alone_is_one_request(ask: Ask) -> None:
    shelf = Shelf()

    page = ask(shelf, lambda souk: souk.orders.list_products(limit=2).first())

    assert ([product.sku for product in page.items], page.links.next_) == (PRODUCTS[:2], "?limit=2&cursor=2")
    assert len(shelf.asked) == 1


def test_nothing_is_asked_for_before_somebody_reads_it() -> None:
    shelf = Shelf()
    souk = Souk(BASE_URLS, http=httpx.Client(transport=httpx.MockTransport(shelf)), clock=FastClock())

    products = souk.orders.list_products(limit=2)
    asked = [len(shelf.asked)]
    for _ in itertools.islice(products, 3):
        asked.append(len(shelf.asked))

    assert asked == [0, 1, 1, 2]


def test_a_list_can_be_read_twice() -> None:
    souk = Souk(BASE_URLS, http=httpx.Client(transport=httpx.MockTransport(Shelf())), clock=FastClock())
    products = souk.orders.list_products(limit=2)

    assert [product.sku for product in products] == [product.sku for product in products] == PRODUCTS


def page_that_goes_on(link: str) -> httpx.Response:
    return httpx.Response(200, json={"items": [], "links": {"self": "?", "next": link}})


def test_the_token_is_not_carried_to_another_host(ask: Ask) -> None:
    service = Service(page_that_goes_on("https://elsewhere.example/products"))

    with pytest.raises(SoukError, match="another host"):
        ask(service, lambda souk: souk.orders.list_products())

    assert [request.url.host for request in service.asked] == ["orders.example"]


def test_a_list_that_never_ends_is_noticed(ask: Ask) -> None:
    service = Service(page_that_goes_on("?cursor=1"))

    with pytest.raises(SoukError, match="never end"):
        ask(service, lambda souk: souk.orders.list_products())

    assert len(service.asked) == 2


@pytest.mark.parametrize("attribute", ["orders", "orders_v2", "orders_v1"])
def test_each_version_has_its_own_address(ask: Ask, attribute: str) -> None:
    shelf = Shelf()

    ask(shelf, lambda souk: getattr(souk, attribute).list_products())

    assert shelf.asked[0].url.path == ("/v1/products" if attribute == "orders_v1" else "/v2/products")


def test_a_version_that_ends_warns_its_callers(ask: Ask) -> None:
    def use(souk: Any) -> Any:
        return souk.orders_v1.get_order("1")

    with pytest.warns(DeprecationWarning, match=r"orders\.v1 is deprecated.*orders\.v2") as warned:
        ask(Service(httpx.Response(200, json={**_order_of_v1()})), use)

    # Objects that are garbage-collected at that moment may warn, too.
    assert [warning.filename for warning in warned if warning.category is DeprecationWarning] == [__file__]


def _order_of_v1() -> dict[str, Any]:
    total = {"amount": 4990, "currency": "EUR"}
    return {"id": "1", "status": "placed", "lines": [], "total": total, "placed_at": "2026-11-25T12:00:00Z"}
