"""`FakeSouk`: the APIs in memory, behind the SDK's own clients."""

from __future__ import annotations

from typing import Unpack

import httpx

from ..auth import AccessToken
from ..base_client import Options
from ..client import AsyncSouk, Souk
from .clock import FakeClock
from .faults import Fault, Outcome
from .money import Money
from .server import Server
from .shop import Product


class FakeSouk:
    """All APIs in memory; its clients share one state, and threads and tasks may share it.

    It differs from an environment in three things: events are handled at once, so lists and counts are never late;
    there is no user pool, `customer()` and `staff()` take the place of `SignIn`; and any signature of `SigV4` is valid.

    Attributes:
        base_urls: The address of each API, for a client of your own.
        transport: The transport of an `httpx.Client` or `httpx.AsyncClient` of your own.
        clock: The time of its clients; its `call_later()` schedules what happens while a program waits.
        requests: Each request so far, retries included.
    """

    def __init__(self) -> None:
        self._server = Server()
        self.base_urls = self._server.base_urls
        self.transport = httpx.MockTransport(self._server.handle)
        self.clock = FakeClock()
        self.requests = self._server.requests

    def client(self, auth: httpx.Auth | None = None, **options: Unpack[Options]) -> Souk:
        """A synchronous client.

        Args:
            auth: `customer()`, `staff()`, or any other; without one, only public operations can be called.
            options: As for `Souk`; the clock is the fake's.
        """
        options.setdefault("clock", self.clock)
        return Souk(self.base_urls, auth, httpx.Client(transport=self.transport), **options)

    def async_client(self, auth: httpx.Auth | None = None, **options: Unpack[Options]) -> AsyncSouk:
        """An asynchronous client.

        Args:
            auth: `customer()`, `staff()`, or any other; without one, only public operations can be called.
            options: As for `AsyncSouk`; the clock is the fake's.
        """
        options.setdefault("clock", self.clock)
        return AsyncSouk(self.base_urls, auth, httpx.AsyncClient(transport=self.transport), **options)

    def customer(self, email: str = "ada@example.org", name: str = "Ada Quist") -> AccessToken:
        """The token of a customer, who is signed up the first time.

        Args:
            email: The customer's address.
            name: The customer's name.
        """
        return self._sign_in(email, name, staff=False)

    def staff(self, email: str = "staff@example.org", name: str = "Sam Lund") -> AccessToken:
        """The token of a member of staff, who is signed up the first time.

        Args:
            email: The member's address, not that of a customer.
            name: The member's name.
        """
        return self._sign_in(email, name, staff=True)

    def add_product(
        self, sku: str, *, name: str = "", price: str = "9.90", currency: str = "EUR", stock: int = 100
    ) -> None:
        """Add a product, or replace it.

        Args:
            sku: Its SKU: capital letters, digits and hyphens.
            name: Its name; by default the SKU.
            price: The price of one piece, a decimal number.
            currency: The currency of the price, ISO 4217.
            stock: The pieces that can be ordered.
        """
        money = Money.parse({"amount": price, "currency": currency}, "price")
        with self._server.lock:
            self._server.shop.products[sku] = Product(sku, name or sku, money, stock)

    def fail(
        self,
        outcome: Outcome,
        *,
        operation: str | None = None,
        times: int = 1,
        retry_after: int | None = None,
        processed: bool = False,
    ) -> None:
        """Make the next requests fail.

        Args:
            outcome: A status (429, 503 ...), or an error of httpx (`httpx.ReadTimeout`, `httpx.ConnectError` ...).
            operation: The operation to fail, `place_order`; by default any.
            times: How many requests fail.
            retry_after: The seconds of the response's `Retry-After`.
            processed: Whether the request is processed before it fails: its response is lost.
        """
        with self._server.lock:
            self._server.faults.append(Fault(outcome, operation, times, retry_after, processed))

    def _sign_in(self, email: str, name: str, *, staff: bool) -> AccessToken:
        with self._server.lock:
            return AccessToken(self._server.new_token(self._server.shop.sign_up(email, name, staff)))
