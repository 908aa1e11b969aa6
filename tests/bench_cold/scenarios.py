"""The cases that are measured: each function's first answer, the operations most used, and batches of records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from souk.base.paths import find_paths
from souk.cloud.functions import Function
from tests.bench_cold import aws_calls, events
from tests.bench_cold.processes import Process, deployed, zips
from tests.bench_cold.recorder import Call, Recorder
from tests.bench_cold.shop import RECORDS, Shop
from tests.zip_size import zipped_size

FIXTURES = Path(__file__).with_name("fixtures")
BATCHES = ("sqs", "kinesis", "stream", "sweeper")
"""The kinds of functions that get many records at once."""
Request = Callable[[Shop], events.Event]
OPERATIONS: dict[str, tuple[str, Request]] = {
    "GET /products": ("orders.v2", lambda shop: events.request(shop, "GET", "/products")),
    "GET /products/{sku}": ("orders.v2", lambda shop: events.request(shop, "GET", f"/products/{shop.sku}")),
    "POST /orders": (
        "orders.v2",
        lambda shop: events.request(shop, "POST", "/orders", {"lines": [{"sku": shop.sku, "quantity": 1}]}),
    ),
    "GET /orders/{order_id}": (
        "orders.v2",
        lambda shop: events.request(shop, "GET", f"/orders/{shop.order_ids[0]}"),
    ),
    "GET /internal/customers/{customer_id}": (
        "users.v1",
        lambda shop: events.request(shop, "GET", f"/internal/customers/{shop.claims()['sub']}", service_call=True),
    ),
    "GET /notifications": ("notifications.v1", lambda shop: events.request(shop, "GET", "/notifications")),
}
"""The operations most used, with the contract of each; `POST /orders` calls the fifth."""


@dataclass(frozen=True)
class Scenario:
    """A function, an event for it, and the calls that it made."""

    name: str
    process: Process
    event: Mapping[str, Any]
    calls: list[Call]
    modules: frozenset[str]
    """The modules that were loaded when it answered."""
    kind: str = ""
    records: int = 1
    zip_bytes: int = 0

    @property
    def actions(self) -> list[str]:
        """The calls' operations."""
        return [call.action for call in self.calls]

    def fixture(self, name: str, folder: Path, python: Path, site_packages: Path) -> Process:
        """The handler `bare` or `tutorial`, which makes the same calls."""
        file = folder / f"{re.sub('[^a-z]+', '-', self.name.lower())}-{self.records}.json"
        file.write_text(json.dumps(aws_calls.arguments(self.calls)))
        variables = {"BENCH_CALLS": str(file), "AWS_ENDPOINT_URL": self.process.environment["AWS_ENDPOINT_URL"]}
        return Process(name, f"{name}.handler", [str(FIXTURES), str(site_packages)], variables, str(python))


class Scenarios:
    """Records the scenarios of a shop; each function is found in the template that was deployed."""

    def __init__(self, shop: Shop, recorder: Recorder, folder: Path) -> None:
        self._shop, self._recorder = shop, recorder
        paths = find_paths({"SOUK_HOME": str(shop.cloud.home)})
        self.functions = shop.cloud.environment.functions
        self._zips = zips(paths)
        self._processes = {
            function.name: deployed(
                function, self._zips[function.logical_id], folder, shop.variables(function), paths.cloud_python
            ).reaching(recorder.url)
            for function in self.functions
        }

    def starts(self) -> Iterator[Scenario]:
        """Of each function the first event, with one record; of consumers and relays a batch, too."""
        late = []
        for function in self.functions:
            try:
                yield from self._sizes(function)
            except events.NoEvent:
                late.append(function)
        self._shop.erase_buyers()
        for function in late:
            yield from self._sizes(function)

    def operations(self) -> Iterator[Scenario]:
        """The operations most used."""
        for name, (contract, event) in OPERATIONS.items():
            function = next(each for each in self.functions if each.is_http and each.contract == contract)
            yield self._record(name, function, event(self._shop), 1)

    def _sizes(self, function: Function) -> Iterator[Scenario]:
        for records in (1, RECORDS) if function.kind in BATCHES else (1,):
            event = events.event_of(function, self._shop, records)
            yield self._record(function.short_name, function, event, records)

    def _record(self, name: str, function: Function, event: events.Event, records: int) -> Scenario:
        process = self._processes[function.name]
        self._recorder.record()
        figures = process.run(event)
        size = zipped_size(Path(process.path[0]))
        modules = frozenset(figures["modules"])
        return Scenario(name, process, event, self._recorder.calls, modules, function.kind, records, size)
