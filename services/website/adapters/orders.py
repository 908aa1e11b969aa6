"""The port `Shelf`: the public products of the orders service, through its SDK."""

from __future__ import annotations

from http import HTTPStatus

import httpx

from chassis.core.errors import Unavailable
from souk_sdk.orders_v2 import Client
from souk_sdk.orders_v2.api.products import list_products
from souk_sdk.orders_v2.models import Product as ListedProduct
from souk_sdk.orders_v2.models import Products
from website.domain.catalogue import Product

PER_PAGE = 100


class OrdersService:
    """Reads the products over HTTP, past all caches; `http` limits and retries the requests."""

    def __init__(self, http: httpx.Client) -> None:
        self._client = Client(str(http.base_url)).set_httpx_client(http)

    def products(self) -> list[Product]:
        products: list[Product] = []
        cursor: str | None = None
        while True:
            response = list_products.sync_detailed(client=self._client, limit=PER_PAGE, cursor=cursor)
            if response.status_code is not HTTPStatus.OK or not isinstance(response.parsed, Products):
                raise Unavailable(f"orders returned {response.status_code}.")
            products += map(_product, response.parsed.items)
            following = response.parsed.links.next_
            if following is None:
                return products
            cursor = httpx.URL(following).params["cursor"]


def _product(listed: ListedProduct) -> Product:
    return Product(listed.sku, listed.name, listed.price.amount, listed.price.currency, listed.stock)
