"""The ports of orders. `store.py` and `adapters.py` implement them; tests use in-memory fakes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from orders.domain import Order, Product, Sold


class Orders(Protocol):
    """All orders."""

    def find_by_request(self, key: IdempotencyKey) -> Order | None:
        """The order this request made before, as it was then. Raises KeyReused if the request was another."""

    def add(self, order: Order, key: IdempotencyKey) -> None:
        """Store a new order with its events and reserve its stock in one transaction, once per request.

        Raises OutOfStock rather than oversell, StillInProgress if the same request is being processed.
        """

    def get(self, order_id: str) -> Order | None:
        """The order, or None."""

    def list_by_customer(self, customer_id: str, limit: int, cursor: str | None) -> Page[Order]:
        """A customer's orders, newest first. Raises BadRequest for a bad cursor."""

    def progress(self, cause: str) -> str | None:
        """The last cursor saved for `cause`, the event of a long reaction, or None."""

    def save_progress(self, cause: str, cursor: str) -> None:
        """Save the cursor of the next page that `cause` needs."""

    def change(self, order_id: str, cause: str | None = None) -> AbstractContextManager[Order]:
        """Load an order, and store the caller's changes with their events; return the stock of a cancelled order.

        Raises AlreadyHandled if `cause` was processed before, NotFound, ChangedMeanwhile, TooMuchStock.
        """


class Catalogue(Protocol):
    """Products and bestsellers."""

    def get(self, sku: str) -> Product | None:
        """The product, or None."""

    def get_many(self, skus: Iterable[str]) -> dict[str, Product]:
        """The existing ones of these products, by SKU."""

    def page(self, limit: int, cursor: str | None) -> Page[Product]:
        """All products by SKU. Raises BadRequest for a bad cursor."""

    def put(self, product: Product) -> None:
        """Create or replace a product, with its event in one transaction.

        Raises ChangedMeanwhile if an order changed its stock at the same time.
        """

    def bestsellers(self, limit: int) -> list[Sold]:
        """The products with the most pieces sold, most first; updated within seconds."""

    def count(self, pieces: Mapping[str, int], cause: str) -> None:
        """Add to the pieces sold by SKU, or subtract. Raises AlreadyHandled if `cause` was processed before."""

    def reset_count(self, skus: Iterable[str], cause: str) -> None:
        """Delete the counts of these products and the inbox entry of `cause`, so that they can be counted again."""


class Customers(Protocol):
    """Customers of the users service."""

    def exists(self, customer_id: str) -> bool:
        """Whether the customer exists. Raises Blocked, or Unavailable if users does not respond."""
