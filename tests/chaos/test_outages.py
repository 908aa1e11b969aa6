"""What our orders depend on is down for a while: customers notice little, and nothing is lost."""

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
LONGEST_PAUSE = 60  # seconds until a consumer looks again


def test_while_users_is_down_nothing_is_ordered_and_after_five_calls_nobody_asks(chaos: System) -> None:
    customer, sku = chaos.cloud.customer(), chaos.cloud.product(100)
    customer.order(sku).raise_for_status()

    plan = chaos.under(Plan(DOWN, "orders-http", "HTTP", share=1))
    answers = [customer.order(sku) for _ in range(12)]

    assert {answer.status_code for answer in answers} == {503}
    assert all(int(answer.headers["Retry-After"]) for answer in answers)
    # One function process answers them all, one after the other, and each process has a breaker of its own.
    assert plan.struck <= 5
    assert len(customer.get("orders", "/orders").json()["items"]) == 1
    assert chaos.cloud.anyone().get("orders", f"/products/{sku}").json()["stock"] == 99

    chaos.under(None)
    eventually(lambda: customer.order(sku).status_code == 201, pause=1)


@pytest.mark.parametrize(
    ("function", "action"),
    [("notifications-sqs", "SendEmail"), ("orders-stream", "PublishBatch"), ("orders-stream", "PutRecords")],
    ids=["the post", "the topic", "the log"],
)
def test_an_outage_is_survived(chaos: System, function: str, action: str) -> None:
    load = Load(chaos.cloud, SEED)

    plan = chaos.under(Plan(DOWN, function, action, share=1, seed=SEED))
    over = threading.Timer(OUTAGE_SECONDS, lambda: chaos.under(None))
    over.start()
    history = load.run(ORDERS)
    over.join()
    came_back = time.monotonic()
    eventually(lambda: drained(chaos.cloud), seconds=max(2 * OUTAGE_SECONDS, 3 * LONGEST_PAUSE), pause=1)
    seconds = time.monotonic() - came_back
    verdict = chaos.wait_until_at_rest(history)

    assert plan.struck
    assert verdict.is_clean, verdict
    assert not verdict.mails_twice
    print(f"\n{function} {action}: down for {OUTAGE_SECONDS} s, drained {seconds:.0f} s later")  # noqa: T201
