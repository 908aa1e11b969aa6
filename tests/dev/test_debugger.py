"""A debugger stops in handlers of every trigger, in the checkout's own files."""

from __future__ import annotations

import itertools
import json
import re
import signal
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from souk.cloud.clients import local_aws
from tests.dev.debugger import Debugger
from tests.dev.running import Dev, dev
from tests.scaffold.checkouts import Checkout

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("dev"), pytest.mark.sampled("dev")]
STOPS = {
    "orders-v2-http": ("services/orders/actions.py", "orders.add(order, key)"),
    "orders-stream": ("services/chassis/messaging/outbox_relay.py", "keys = (record"),
    "orders-kinesis": ("services/orders/reactions.py", "catalogue.count(_pieces(event.lines), cause="),
    "notifications-sqs": ("services/notifications/reactions.py", "find_recipient(event.customer_id"),
    "orders-sweeper": ("services/chassis/messaging/outbox_relay.py", "self.publish(self._stale())"),
    "users-cognito": ("services/users/handlers/cognito.py", 'attributes = event["request"]'),
}
"""A line that each function executes."""


@dataclass
class Shop:
    """A checkout's system with debugged functions."""

    checkout: Checkout
    outputs: dict[str, Any]
    running: Dev

    def debugger(self, function: str, folders: Sequence[Path]) -> Debugger:
        """Set the function's breakpoint."""
        path, line = STOPS[function]
        [port] = re.findall(rf"debugging {function} on 127.0.0.1:(\d+)", self.running.output)
        debugger = Debugger(int(port), folders)
        debugger.stop_at(self.checkout.root / path, line)
        return debugger

    def order(self) -> httpx.Response:
        """Place an order."""
        token = self.checkout.run("souk", "token").stdout.strip()
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
        order = {"lines": [{"sku": "SPROUT-SENSOR", "quantity": 1}]}
        url = self.outputs["apis"]["orders.v2"] + "/orders"
        return httpx.post(url, headers=headers, json=order, timeout=300, trust_env=False)

    def confirm(self) -> dict[str, Any]:
        """Invoke the trigger as Cognito does after a sign-up; the local cloud doesn't."""
        event = {"request": {"userAttributes": {"sub": str(uuid.uuid4()), "email": "ada@souk.example"}}}
        result = local_aws(self.outputs["endpoint_url"]).functions.invoke(
            FunctionName="souk-dev-users-cognito", Qualifier="live", Payload=json.dumps(event).encode()
        )
        return dict(json.loads(result["Payload"].read()))


@pytest.fixture
def shop(workplace: Checkout) -> Iterator[Shop]:
    outputs = json.loads(workplace.run("souk", "outputs", "--json").stdout)
    options = [part for function in STOPS for part in ("--debug", f"{function}:auto")]
    with dev(workplace, *options) as running:
        running.shows(" → ")
        yield Shop(workplace, outputs, running)
        assert running.end(signal.SIGTERM) == 0
        assert f"detached from {len(STOPS)}" in running.output


def test_a_debugger_stops_in_a_handler_of_every_trigger(shop):
    # VS Code maps the workspace to itself; other editors map nothing.
    mappings = itertools.cycle([[shop.checkout.root], []])
    debuggers = {function: shop.debugger(function, next(mappings)) for function in STOPS}
    with ThreadPoolExecutor() as pool:
        response = pool.submit(shop.order)
        for function, variable in (
            ("orders-v2-http", "quantities"),
            ("orders-stream", "event"),
            ("orders-kinesis", "event"),
            ("notifications-sqs", "event"),
        ):
            stop_and_resume(shop, debuggers, function, variable)
        assert response.result().status_code == 201

        confirmation = pool.submit(shop.confirm)
        stop_and_resume(shop, debuggers, "users-cognito", "event")
        assert "request" in confirmation.result()
    # It runs every minute.
    stop_and_resume(shop, debuggers, "orders-sweeper", "_event")


def stop_and_resume(shop: Shop, debuggers: dict[str, Debugger], function: str, variable: str) -> None:
    """It stops in the checkout's own file, shows the variable, and continues."""
    file, variables = debuggers[function].wait()

    assert file == Path(shop.checkout.root / STOPS[function][0])
    assert variables[variable] not in ("", "None")
    debuggers[function].resume()
    debuggers[function].detach()
