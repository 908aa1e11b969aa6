"""The history of all acknowledged operations of customers and staff."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx

from tests.cloud import Cloud, Visitor

TIMEOUT = 600  # seconds that a client retries
FULL = 1_000_000  # initial stock of a product


@dataclass(frozen=True)
class Acknowledged:
    """An operation with a successful response, and its Idempotency-Key if it has one."""

    verb: str
    order_id: str
    customer_id: str
    sku: str
    pieces: int
    at: float
    key: str = ""


@dataclass
class History:
    """Acknowledged operations on some products by some customers."""

    customers: list[str]
    skus: list[str]
    operations: list[Acknowledged] = field(default_factory=list)
    attempts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def record(self, operation: Acknowledged) -> None:
        """Add an operation."""
        with self._lock:
            self.operations.append(operation)

    def of(self, verb: str) -> dict[str, Acknowledged]:
        """The operations of one kind, by order."""
        return {operation.order_id: operation for operation in self.operations if operation.verb == verb}


@dataclass
class Load:
    """Shoppers who place, repeat and cancel orders, and staff who ship them."""

    cloud: Cloud
    seed: int
    shoppers: int = 4
    threads: int = 6

    def __post_init__(self) -> None:
        dice = random.Random(self.seed)  # noqa: S311
        self._customers = [self.cloud.customer(f"Shopper {number}") for number in range(self.shoppers)]
        self._staff = self.cloud.staff()
        self._ids = [visitor.get("users", "/users/me").json()["id"] for visitor in self._customers]
        self._dice = dice
        self.history = History(self._ids, [self.cloud.product(FULL) for _ in range(3)])

    def run(self, orders: int) -> History:
        """Place orders until all are acknowledged; of eight, one is cancelled, one shipped, and one placed twice."""
        jobs = [self._job(number) for number in range(orders)]
        with ThreadPoolExecutor(self.threads) as pool:
            for future in [pool.submit(job) for job in jobs]:
                future.result()
        return self.history

    def _job(self, number: int) -> Callable[[], None]:
        """The life of one order, drawn in advance so that the seed alone determines it."""
        who, sku = self._dice.randrange(self.shoppers), self._dice.choice(self.history.skus)
        pieces, then = self._dice.randint(1, 3), ("cancel", "ship", "again", *[""] * 5)[number % 8]
        key = str(uuid.UUID(int=self._dice.getrandbits(128), version=4))

        def job() -> None:
            customer, customer_id = self._customers[who], self._ids[who]
            body = {"lines": [{"sku": sku, "quantity": pieces}]}
            order = lambda: customer.post("orders", "/orders", json=body, headers={"Idempotency-Key": key})  # noqa: E731
            order_id = str(self._retry(customer, order, 201).json()["id"])
            self.history.record(Acknowledged("place", order_id, customer_id, sku, pieces, time.time(), key))
            if then == "again":
                again = str(self._retry(customer, order, 201).json()["id"])
                assert again == order_id, f"key {key} made {order_id} and {again}"
            elif then:
                visitor: Visitor = self._staff if then == "ship" else customer
                act = lambda: visitor.post("orders", f"/orders/{order_id}/{then}")  # noqa: E731
                self._retry(visitor, act, 200, 204)
                self.history.record(Acknowledged(then, order_id, customer_id, sku, pieces, time.time()))

        return job

    def _retry(self, visitor: Visitor, send: Callable[[], httpx.Response], *expected: int) -> httpx.Response:
        """Send a request, and retry it during an outage, as a well-made client does."""
        deadline, pause = time.monotonic() + TIMEOUT, 0.1
        while True:
            self.history.attempts += 1
            result: Any = None
            try:
                result = send()
                if result.status_code in expected:
                    return result
                # 409: a concurrent change, or our own lost attempt. 401: the token has expired.
                status = result.status_code
                assert status >= 500 or status in (401, 409, 429), f"{status}: {result.text}"
                if status == HTTPStatus.UNAUTHORIZED:
                    visitor.sign_in_again()
            except httpx.TransportError as error:
                result = error
            assert time.monotonic() < deadline, f"never acknowledged: {result!r} {getattr(result, 'text', '')}"
            time.sleep(pause * random.random())  # noqa: S311
            pause = min(pause * 2, 2)
