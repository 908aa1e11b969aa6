"""The world of the orders service, in memory: whole implementations of its ports that look like collections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from threading import RLock
from typing import TypeVar

from chassis.core import pagination
from chassis.core.errors import (
    AlreadyHandled,
    BadRequest,
    ChangedMeanwhile,
    KeyReused,
    NotFound,
    StillInProgress,
    Unavailable,
)
from chassis.core.events import Event
from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from orders.domain import MAX_STOCK, Blocked, Order, OutOfStock, Product, Sold, Status, TooMuchStock

T = TypeVar("T", Order, Product)


class MemoryCatalogue:
    """Products on a shelf."""

    def __init__(self, *products: Product) -> None:
        self.lock = RLock()
        self._products = {product.sku: replace(product, version=1) for product in products}
        self.announced: list[Event] = []
        self._sold: dict[str, int] = {}
        self._counted: set[str] = set()

    def __getitem__(self, sku: str) -> Product:
        return deepcopy(self._products[sku])

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._products))

    def get(self, sku: str) -> Product | None:
        return deepcopy(self._products.get(sku))

    def get_many(self, skus: Iterable[str]) -> dict[str, Product]:
        return {sku: self[sku] for sku in skus if sku in self._products}

    def page(self, limit: int, cursor: str | None) -> Page[Product]:
        return _page([self[sku] for sku in self], lambda product: product.sku, "PRODUCT", limit, cursor)

    def put(self, product: Product) -> None:
        with self.lock:
            product.replace(self._products.get(product.sku))
            numbered = _numbered(product.sequence, product.events)
            self.announced += numbered
            counts = {"version": product.version + 1, "sequence": product.sequence + len(numbered)}
            self._products[product.sku] = replace(product, **counts, events=[])

    def remove(self, sku: str) -> None:
        """Only here: no operation removes a product."""
        del self._products[sku]

    def bestsellers(self, limit: int) -> list[Sold]:
        best = sorted(self._sold.items(), key=lambda item: (item[1], item[0]), reverse=True)
        return [Sold(sku, pieces) for sku, pieces in best[:limit]]

    def count(self, pieces: Mapping[str, int], cause: str) -> None:
        with self.lock:
            if cause in self._counted:
                raise AlreadyHandled(cause)
            self._counted.add(cause)
            for sku, more in pieces.items():
                self._sold[sku] = self._sold.get(sku, 0) + more

    def reset_count(self, skus: Iterable[str], cause: str) -> None:
        with self.lock:
            self._counted.discard(cause)
            for sku in skus:
                self._sold.pop(sku, None)

    def take(self, pieces: Mapping[str, int]) -> None:
        """All of it off the shelf, or nothing and OutOfStock; negative pieces go back, or TooMuchStock."""
        with self.lock:
            for sku, quantity in pieces.items():
                if self._products[sku].stock < quantity:
                    raise OutOfStock(f"Of `{sku}` there are fewer than {quantity} left.")
                if self._products[sku].stock - quantity > MAX_STOCK:
                    raise TooMuchStock(f"Of `{sku}` there would be more than {MAX_STOCK}.")
            for sku, quantity in pieces.items():
                product = self._products[sku]
                self._products[sku] = replace(product, stock=product.stock - quantity, version=product.version + 1)


class MemoryOrders:
    """Orders by id, and what they announced. They share the lock of the shelf: a change is one moment for both."""

    def __init__(self, shelf: MemoryCatalogue) -> None:
        self.announced: list[Event] = []
        self._shelf = shelf
        self._kept: dict[str, Order] = {}
        self._answered: dict[str, tuple[str, Order]] = {}
        self._handled: set[str] = set()
        self._progress: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, order_id: str) -> Order:
        return deepcopy(self._kept[order_id])

    def find_by_request(self, key: IdempotencyKey) -> Order | None:
        fingerprint, order = self._answered.get(key.id, (key.fingerprint, None))
        if fingerprint != key.fingerprint:
            raise KeyReused("Take a fresh Idempotency-Key for a different request.")
        return deepcopy(order)

    def add(self, order: Order, key: IdempotencyKey) -> None:
        with self._shelf.lock:
            if key.id in self._answered:
                raise StillInProgress
            if order.id in self._kept:
                raise ChangedMeanwhile
            self._shelf.take({line.sku: line.quantity for line in order.lines})
            self._answered[key.id] = (key.fingerprint, self._keep(order))

    def get(self, order_id: str) -> Order | None:
        return deepcopy(self._kept.get(order_id))

    def list_by_customer(self, customer_id: str, limit: int, cursor: str | None) -> Page[Order]:
        own = [self[order_id] for order_id in self._kept if self._kept[order_id].customer_id == customer_id]
        newest_first = sorted(own, key=lambda order: order.id, reverse=True)
        return _page(newest_first, lambda order: order.id, "ORDER", limit, cursor, descending=True)

    def progress(self, cause: str) -> str | None:
        return self._progress.get(cause)

    def save_progress(self, cause: str, cursor: str) -> None:
        self._progress[cause] = cursor

    @contextmanager
    def change(self, order_id: str, cause: str | None = None) -> Iterator[Order]:
        if cause in self._handled:
            raise AlreadyHandled(cause)
        order = self.get(order_id)
        if order is None:
            raise NotFound
        before = deepcopy(order)
        yield order
        if order == before:
            return
        with self._shelf.lock:
            if cause in self._handled:
                raise AlreadyHandled(cause)
            if self._kept[order_id].version != before.version:
                raise ChangedMeanwhile
            if order.status is Status.CANCELLED:
                self._shelf.take({line.sku: -line.quantity for line in order.lines})
            if cause:
                self._handled.add(cause)
            self._keep(order)

    def _keep(self, order: Order) -> Order:
        """The order as it is from now on, its events numbered and announced."""
        news = _numbered(order.sequence, order.events)
        self.announced += news
        kept = replace(order, version=order.version + 1, sequence=order.sequence + len(news), events=[])
        self._kept[order.id] = deepcopy(kept)
        return kept


class MemoryCustomers:
    """The customers that users knows, some of them `blocked`; with `down` it doesn't answer."""

    def __init__(self, *ids: str) -> None:
        self.ids = set(ids)
        self.blocked: set[str] = set()
        self.down = False

    def exists(self, customer_id: str) -> bool:
        if self.down:
            raise Unavailable("users doesn't answer.")
        if customer_id in self.blocked:
            raise Blocked("Ask the shop why.")
        return customer_id in self.ids


def _numbered(sequence: int, events: list[Event]) -> list[Event]:
    return [event.model_copy(update={"sequence": sequence + n}) for n, event in enumerate(events, 1)]


def _page(
    things: list[T], place: Callable[[T], str], kind: str, limit: int, cursor: str | None, descending: bool = False
) -> Page[T]:
    """Those that follow the cursor, which looks like the real store's: the keys of the last thing on the page."""
    if cursor is not None:
        position = pagination.decode(cursor)
        if set(position) != {"pk", "sk", "owner_sk"} or not all(position.values()):
            raise BadRequest("The cursor is not one of ours.")
        after = position["owner_sk"]
        things = [thing for thing in things if (place(thing) < after if descending else place(thing) > after)]
    items, more = things[:limit], len(things) > limit
    last = place(items[-1]) if more else ""
    following = pagination.encode({"pk": f"{kind}#{last}", "sk": kind, "owner_sk": last}) if more else None
    return Page(items, following)
