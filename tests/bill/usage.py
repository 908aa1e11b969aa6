"""Billed units of one order, and the units that quotas count, from a recording."""

from __future__ import annotations

import base64
import math
from collections import Counter
from urllib.parse import parse_qsl

from tests.bill.dynamodb_units import KB, reads, written
from tests.bill.prices import MB_PER_PROCESSOR
from tests.bill.tape import Recording

ACCESS_LINE = 380
"""Bytes of a line in the gateway's access log (template.yaml has its format)."""
SAMPLED = 0.05
"""X-Ray's default rule traces one request a second and this share of the others."""
QUEUE_REQUESTS = 3
"""SNS sends a message, Lambda receives and deletes it."""
LOG_READERS = 2
"""Firehose, and the function that counts the bestsellers."""
FIREHOSE_STEP = 5 * KB
SHARED = ("PRODUCT", "SOLD")
"""The items and lists that the orders of all customers write."""


def billed(recording: Recording) -> dict[str, float]:
    """Units of one order, as the price list names them."""
    runs = recording.runs
    messages, publishes, published_bytes = _published(recording)
    records = _records(recording)
    actions = Counter(call.action for call in recording.calls)
    requests = sum(run.count for name, run in runs.items() if name.endswith("-http"))
    queued = sum(run.count for name, run in runs.items() if name.endswith("-sqs"))
    totals = {
        "requests to a REST API": requests,
        "invocations": sum(run.count for run in runs.values()),
        # As if a function did nothing but compute: half the memory then takes twice the time.
        "GB-seconds, arm64": _seconds(recording) * MB_PER_PROCESSOR / KB,
        "write request units": sum(written(recording).values()),
        "read request units": sum(map(reads, recording.calls)),
        "FIFO publish requests": publishes,
        "FIFO bytes published": published_bytes,
        "FIFO messages of subscriptions": messages * recording.subscriptions,
        "FIFO bytes of subscriptions": published_bytes * recording.subscriptions,
        "FIFO requests": queued * QUEUE_REQUESTS + actions["ChangeMessageVisibility"] + actions["SendMessage"],
        "bytes written, on demand": sum(_round_up(size, KB) for size in records),
        "bytes read, on demand": sum(_round_up(size, KB) for size in records) * LOG_READERS,
        "bytes from a stream": sum(_round_up(size, FIREHOSE_STEP) for size in records),
        "emails": actions["SendEmail"],
        "bytes of logs": sum(run.log_bytes for run in runs.values()) + requests * ACCESS_LINE,
        "traces": recording.orders * SAMPLED,
        "reads of the user pool": actions["AdminGetUser"],
    }
    return {unit: total / recording.orders for unit, total in totals.items()}


def limited(recording: Recording) -> dict[str, float]:
    """Units of one order, as the quotas name them."""
    units = written(recording)
    tables: Counter[str] = Counter()
    for (place, _), count in units.items():
        tables[place] += count
    shared = {key: count for key, count in units.items() if key[1].startswith(SHARED)}
    lists = [count for (place, _), count in shared.items() if "/" in place]
    items = [count for (place, _), count in shared.items() if "/" not in place]
    times_slower = {name: MB_PER_PROCESSOR / run.memory_mb for name, run in recording.runs.items()}
    busy = sum(run.count * run.milliseconds / 1000 * times_slower[name] for name, run in recording.runs.items())
    per_order = {
        "orders": recording.orders,
        "writes of the dearest item": max(items, default=0),
        "writes of the products' list": max(lists, default=0),
        "seconds in functions": busy,
        "write units of one table": max(tables.values()),
        "records": len(_records(recording)),
        "messages published": _published(recording)[0],
    }
    return {**billed(recording), **{unit: count / recording.orders for unit, count in per_order.items()}}


def _seconds(recording: Recording) -> float:
    """Seconds of a whole processor."""
    return sum(run.count * run.milliseconds / 1000 for run in recording.runs.values())


def _published(recording: Recording) -> tuple[int, int, int]:
    """Messages, requests and bytes that went to the topic."""
    batches = [call for call in recording.calls if call.action == "PublishBatch"]
    texts = [value for call in batches for name, value in parse_qsl(call.body.decode()) if name.endswith(".Message")]
    return len(texts), len(batches), sum(len(text.encode()) for text in texts)


def _records(recording: Recording) -> list[int]:
    """Bytes of each record in the event stream."""
    puts = [call.parameters for call in recording.calls if call.action == "PutRecords"]
    return [len(base64.b64decode(record["Data"])) for put in puts for record in put["Records"]]


def _round_up(size: int, step: int) -> int:
    return math.ceil(size / step) * step
