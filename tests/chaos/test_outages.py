"""Outages of the services that orders depend on: customers notice little, and nothing is lost."""

from __future__ import annotations

import threading
import time

import pytest

from tests.chaos.faults import Plan, Refuse
from tests.chaos.history import Load
from tests.chaos.scale import ORDERS, OUTAGE_SECONDS, SEED
from tests.chaos.snapshot import drained
from tests.chaos.system import System
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("chaos")]
DOWN = Refuse("ServiceUnavailable", 503)
LONGEST_PAUSE = 60  # seconds until a consumer retries


def test_while_users_is_down_orders_are_refused_and_the_breaker_opens_after_five_calls(chaos: System) -> None:
    customer, sku = chaos.cloud.customer(), chaos.cloud.product(100)
    customer.order(sku).raise_for_status()

    plan = chaos.under(Plan(DOWN, "orders-http", "HTTP", share=1))
    responses = [customer.order(sku) for _ in range(12)]

    assert {response.status_code for response in responses} == {503}
    assert all(int(response.headers["Retry-After"]) for response in responses)
    # One process handles them all, and each process has its own breaker.
    assert plan.struck <= 5
    assert len(customer.get("orders", "/orders").json()["items"]) == 1
    assert chaos.cloud.anyone().get("orders", f"/products/{sku}").json()["stock"] == 99

    chaos.under(None)
    eventually(lambda: customer.order(sku).status_code == 201, pause=1)


@pytest.mark.sampled("outage")
@pytest.mark.parametrize(
    ("function", "action"),
    [("notifications-sqs", "SendEmail"), ("orders-stream", "PublishBatch"), ("orders-stream", "PutRecords")],
    ids=["mail", "the topic", "the log"],
)
def test_an_outage_is_survived(chaos: System, function: str, action: str) -> None:
    load = Load(chaos.cloud, SEED)

    plan = chaos.under(Plan(DOWN, function, action, share=1, seed=SEED))
    end = threading.Timer(OUTAGE_SECONDS, lambda: chaos.under(None))
    end.start()
    history = load.run(ORDERS)
    end.join()
    ended_at = time.monotonic()
    eventually(lambda: drained(chaos.cloud), seconds=max(2 * OUTAGE_SECONDS, 3 * LONGEST_PAUSE), pause=1)
    seconds = time.monotonic() - ended_at
    verdict = chaos.wait_until_at_rest(history)

    assert plan.struck
    assert verdict.is_clean, verdict
    assert not verdict.mails_twice
    print(f"\n{function} {action}: down for {OUTAGE_SECONDS} s, drained {seconds:.0f} s later")  # noqa: T201
