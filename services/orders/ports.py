"""What orders needs from the world, as promises. `store.py` and `adapters.py` keep them; tests keep them in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from orders.domain import Order, Product, Sold


class Orders(Protocol):
    """Every order ever placed."""

    def find_by_request(self, key: IdempotencyKey) -> Order | None:
        """The order this request made before, as it was then. Raises KeyReused if the request was another."""

    def add(self, order: Order, key: IdempotencyKey) -> None:
        """Keep a new order, take its stock off the shelf and announce it: all of it or nothing, once per request.

        Never oversells: raises OutOfStock. Raises StillInProgress if the same request was faster.
        """

    def get(self, order_id: str) -> Order | None:
        """The order as it is now."""

    def of_customer(self, customer_id: str, limit: int, cursor: str | None) -> Page[Order]:
        """A customer's orders, newest first. Raises BadRequest for a bad cursor."""

    def change(self, order_id: str, cause: str | None = None) -> AbstractContextManager[Order]:
        """Load, let the caller change, save and announce. A cancelled order's stock returns in the same moment.

        Raises AlreadyHandled if `cause` led here before, NotFound, ChangedMeanwhile, TooMuchStock.
        """


class Catalogue(Protocol):
    """What can be ordered, and what is ordered most."""

    def get(self, sku: str) -> Product | None:
        """The product as it is now."""

    def shelf(self, skus: Iterable[str]) -> dict[str, Product]:
        """Those that exist, by SKU."""

    def page(self, limit: int, cursor: str | None) -> Page[Product]:
        """All products by SKU. Raises BadRequest for a bad cursor."""

    def put(self, product: Product) -> None:
        """Add a product or replace it. Raises ChangedMeanwhile if an order took from its stock just then."""

    def bestsellers(self, limit: int) -> list[Sold]:
        """The products with the most pieces sold, most first; it follows the orders within seconds."""

    def count(self, pieces: Mapping[str, int], cause: str) -> None:
        """Add to the pieces sold, by SKU (negative: take back). Raises AlreadyHandled if `cause` was counted."""

    def forget_count(self, skus: Iterable[str], cause: str) -> None:
        """Forget what was sold of these, and that `cause` was counted, so that all can be counted anew."""


class Customers(Protocol):
    """What the users service knows."""

    def exists(self, customer_id: str) -> bool:
        """Whether there is such a customer. Raises Blocked, and Unavailable if users doesn't answer."""
