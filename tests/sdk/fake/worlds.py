"""The two shops that the promises of the fake are put to: the fake itself, and an environment of the local cloud."""

from __future__ import annotations

import uuid
from typing import Protocol

import httpx

from souk_sdk import AccessToken, AsyncSouk, Souk
from souk_sdk.orders_v2.models import Money, WantedLine
from souk_sdk.testing import FakeSouk
from tests.cloud import Cloud
from tests.sdk.fake.contract_check import ContractCheck


class World(Protocol):
    """A shop, and those who use it."""

    def customer(self) -> httpx.Auth:
        """A new customer."""

    def staff(self) -> httpx.Auth:
        """A member of staff."""

    def client(self, auth: httpx.Auth | None = None) -> Souk:
        """A synchronous client."""

    def async_client(self, auth: httpx.Auth | None = None) -> AsyncSouk:
        """An asynchronous client."""


class FakeWorld:
    """The fake, every response of which is held to its contract."""

    def __init__(self) -> None:
        self.fake = FakeSouk()
        self.check = ContractCheck(self.fake.transport)

    def customer(self) -> httpx.Auth:
        return self.fake.customer(f"{uuid.uuid4().hex}@example.org")

    def staff(self) -> httpx.Auth:
        return self.fake.staff()

    def client(self, auth: httpx.Auth | None = None) -> Souk:
        http = httpx.Client(transport=httpx.MockTransport(self.check))
        return Souk(self.fake.base_urls, auth, http, clock=self.fake.clock)

    def async_client(self, auth: httpx.Auth | None = None) -> AsyncSouk:
        http = httpx.AsyncClient(transport=httpx.MockTransport(self.check))
        return AsyncSouk(self.fake.base_urls, auth, http, clock=self.fake.clock)


class CloudWorld:
    """An environment that is up."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    def customer(self) -> httpx.Auth:
        return AccessToken(self._cloud.customer().tokens["AccessToken"])

    def staff(self) -> httpx.Auth:
        return AccessToken(self._cloud.staff().tokens["AccessToken"])

    def client(self, auth: httpx.Auth | None = None) -> Souk:
        return Souk(self._cloud.outputs.apis, auth)

    def async_client(self, auth: httpx.Auth | None = None) -> AsyncSouk:
        return AsyncSouk(self._cloud.outputs.apis, auth)


def product(staff: Souk, stock: int = 3, currency: str = "EUR") -> str:
    """A new product at 49.90; its SKU."""
    sku = f"T-{uuid.uuid4().hex[:16].upper()}"
    staff.orders.put_product(sku, name="Lamp", price=Money(amount="49.90", currency=currency), stock=stock)
    return sku


def lines(sku: str, quantity: int = 1) -> list[WantedLine]:
    """The lines of an order of one product."""
    return [WantedLine(sku=sku, quantity=quantity)]
