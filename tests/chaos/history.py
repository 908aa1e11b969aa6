"""What customers and staff did, and were told had been done: every acknowledged operation, and nothing else."""

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

PATIENCE = 600  # seconds that a client goes on asking
FULL = 1_000_000  # stock of a product, before anybody orders


@dataclass(frozen=True)
class Acknowledged:
    """An operation that was answered with success. `key` is its Idempotency-Key, where it has one."""

    verb: str
    order_id: str
    customer_id: str
    sku: str
    pieces: int
    at: float
    key: str = ""


@dataclass
class History:
    """Everything that was acknowledged, by whom and of what."""

    customers: list[str]
    skus: list[str]
    done: list[Acknowledged] = field(default_factory=list)
    attempts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def note(self, done: Acknowledged) -> None:
        """Keep it."""
        with self._lock:
            self.done.append(done)

    def of(self, verb: str) -> dict[str, Acknowledged]:
        """What was done so, by order."""
        return {done.order_id: done for done in self.done if done.verb == verb}


@dataclass
class Load:
    """Shoppers at work: they order, order again with the same key, call off, and staff ships."""

    cloud: Cloud
    seed: int
    shoppers: int = 4
    at_once: int = 6

    def __post_init__(self) -> None:
        dice = random.Random(self.seed)  # noqa: S311
        self._customers = [self.cloud.customer(f"Shopper {number}") for number in range(self.shoppers)]
        self._staff = self.cloud.staff()
        self._ids = [visitor.get("users", "/users/me").json()["id"] for visitor in self._customers]
        self._dice = dice
        self.history = History(self._ids, [self.cloud.product(FULL) for _ in range(3)])

    def run(self, orders: int) -> History:
        """Have so many orders acknowledged; of eight, one is called off, one shipped, and one asked for twice."""
        work = [self._one(number) for number in range(orders)]
        with ThreadPoolExecutor(self.at_once) as pool:
            for done in [pool.submit(job) for job in work]:
                done.result()
        return self.history

    def _one(self, number: int) -> Callable[[], None]:
        """All that happens to one order, decided beforehand, so that the seed alone decides it."""
        who, sku = self._dice.randrange(self.shoppers), self._dice.choice(self.history.skus)
        pieces, then = self._dice.randint(1, 3), ("cancel", "ship", "again", *[""] * 5)[number % 8]
        key = str(uuid.UUID(int=self._dice.getrandbits(128), version=4))

        def live() -> None:
            customer, customer_id = self._customers[who], self._ids[who]
            body = {"lines": [{"sku": sku, "quantity": pieces}]}
            order = lambda: customer.post("orders", "/orders", json=body, headers={"Idempotency-Key": key})  # noqa: E731
            order_id = str(self._until_told(customer, order, 201).json()["id"])
            self.history.note(Acknowledged("place", order_id, customer_id, sku, pieces, time.time(), key))
            if then == "again":
                again = str(self._until_told(customer, order, 201).json()["id"])
                assert again == order_id, f"key {key} made {order_id} and {again}"
            elif then:
                visitor: Visitor = self._staff if then == "ship" else customer
                act = lambda: visitor.post("orders", f"/orders/{order_id}/{then}")  # noqa: E731
                self._until_told(visitor, act, 200, 204)
                self.history.note(Acknowledged(then, order_id, customer_id, sku, pieces, time.time()))

        return live

    def _until_told(self, visitor: Visitor, ask: Callable[[], httpx.Response], *wanted: int) -> httpx.Response:
        """Ask, and ask again while the answer is an outage's: what a well-made client does."""
        deadline, pause = time.monotonic() + PATIENCE, 0.1
        while True:
            self.history.attempts += 1
            said: Any = None
            try:
                said = ask()
                if said.status_code in wanted:
                    return said
                # 409: what somebody else did at the same moment, or our own lost attempt. 401: the token has expired.
                assert said.status_code >= 500 or said.status_code in (401, 409, 429), (
                    f"{said.status_code}: {said.text}"
                )
                if said.status_code == HTTPStatus.UNAUTHORIZED:
                    visitor.sign_in_again()
            except httpx.TransportError as error:
                said = error
            assert time.monotonic() < deadline, f"never acknowledged: {said!r} {getattr(said, 'text', '')}"
            time.sleep(pause * random.random())  # noqa: S311
            pause = min(pause * 2, 2)
