"""One order's calls to AWS and function runs, recorded on a local cloud."""

from __future__ import annotations

import json
import re
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos import system as chaos
from tests.chaos.faults import Call
from tests.chaos.snapshot import drained

ORDERS = 20
QUIET_SECONDS = 8
"""Without a call for so long, an order's way has ended."""
LINE_OVERHEAD = 26
"""Bytes that CloudWatch adds to each line of a log."""
SWEEPER = re.compile(r"-sweeper$")


@dataclass(frozen=True)
class Sent:
    """A call to AWS."""

    function: str
    action: str
    body: bytes

    @property
    def parameters(self) -> dict[str, Any]:
        """Its parameters, if they are JSON."""
        parameters: dict[str, Any] = json.loads(self.body) if self.body.startswith(b"{") else {}
        return parameters


class Tape:
    """In the place of a plan of faults: it records each call, and none fails."""

    def __init__(self) -> None:
        self.calls: list[Sent] = []
        self.last = time.monotonic()

    def strikes(self, call: Call) -> None:
        """Record a call."""
        if not SWEEPER.search(call.function):
            self.calls.append(Sent(call.function, call.action, call.body))
            self.last = time.monotonic()


@dataclass(frozen=True)
class Runs:
    """The runs of one function."""

    count: int
    milliseconds: float
    """The median."""
    memory_mb: int
    log_bytes: int


@dataclass(frozen=True)
class Recording:
    """All that `orders` orders have caused."""

    orders: int
    calls: list[Sent]
    runs: dict[str, Runs]
    items: dict[tuple[str, str], dict[str, Any]]
    """The items after the run, by table and partition key with sort key."""
    subscriptions: int
    """Of the topic."""
    _listed_as: dict[tuple[str, str], str] = field(default_factory=dict)

    def moved(self, table: str, name: str, owner_sk: str) -> bool:
        """Whether a write moves an item in its index, which costs a deletion and an insertion."""
        before = self._listed_as.get((table, name), owner_sk)
        self._listed_as[table, name] = owner_sk
        return before != owner_sk


def record(home: Path) -> Recording:
    """Place orders one after another in an environment of their own."""
    system = chaos.start(home)
    try:
        buyer, sku = system.cloud.customer(), system.cloud.product(stock=10**6)
        buyer.order(sku).raise_for_status()  # starts the functions
        tape = Tape()
        _wait(system, tape)
        started, tape = int(time.time() * 1000), Tape()
        system.under(tape)
        for _ in range(ORDERS):
            buyer.order(sku).raise_for_status()
            _wait(system, tape, quiet=1)
        _wait(system, tape)
        return Recording(ORDERS, tape.calls, _runs(system, started), _items(system), len(system.cloud.outputs.queues))
    finally:
        chaos.stop(system)


def _wait(system: chaos.System, tape: Tape, quiet: float = QUIET_SECONDS) -> None:
    while not drained(system.cloud) or time.monotonic() - tape.last < quiet:
        time.sleep(0.2)


def _runs(system: chaos.System, since_ms: int) -> dict[str, Runs]:
    """The runs of each function but the sweepers, from the logs that Lambda writes."""
    runs = {}
    logs, functions = system.cloud.client("logs"), system.cloud.aws.functions
    for name in chaos.names_of(system.cloud):
        group = f"/aws/lambda/{system.function(name)}"
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since_ms)
        lines = [event["message"] for page in pages for event in page["events"]]
        durations = [float(match[1]) for line in lines if (match := re.search(r"\bDuration: ([\d.]+) ms", line))]
        if durations and not SWEEPER.search(name):
            memory = functions.get_function_configuration(FunctionName=system.function(name))["MemorySize"]
            size = sum(len(line.encode()) + LINE_OVERHEAD for line in lines)
            runs[name] = Runs(len(durations), statistics.median(durations), memory, size)
    return runs


def _items(system: chaos.System) -> dict[tuple[str, str], dict[str, Any]]:
    dynamodb = system.cloud.client("dynamodb")
    return {
        (table, f"{item['pk']['S']} {item['sk']['S']}"): item
        for table in system.cloud.outputs.tables.values()
        for page in dynamodb.get_paginator("scan").paginate(TableName=table)
        for item in page["Items"]
    }
