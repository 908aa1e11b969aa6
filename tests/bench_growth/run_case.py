"""Runs one case of a size in a process of its own: `run_case.py CASE SIZE time|memory`; prints JSON."""

from __future__ import annotations

import gc
import json
import logging
import resource
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping

from tests.bench_growth import commands, customers, messages
from tests.bench_growth.prepared import Prepared

CASES: Mapping[str, Callable[[int], Prepared]] = {
    "publish the next event of an aggregate that announced n": messages.next_event,
    "sweep n pending events of one aggregate": messages.backlog,
    "sweep n / 100 of the biggest events (240 kB)": messages.biggest_events,
    "consume n / 100 batches of ten of the biggest messages": messages.biggest_messages,
    "a page of a customer's n orders": customers.list_orders,
    "a page of n products, and the bestsellers": customers.list_products,
    "cancel the n orders of an erased customer": customers.cancel_orders,
    "delete the n notifications of an erased customer": customers.erase_notifications,
    "list n dead letters": commands.list_dead_letters,
    "redrive n dead letters": commands.redrive,
    "replay n x 100 events": commands.replay,
}


def main() -> None:
    """Measure processor time, or the most memory that the work adds: Python's or, beside a database, the process'."""
    name, size, what = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    prepared = CASES[name](int(size))
    gc.collect()
    result: dict[str, float] = {"items": prepared.items}
    resident = _resident()
    if what == "memory" and not prepared.has_database:
        tracemalloc.start()
    began = time.process_time()
    prepared.run()
    result["seconds"] = time.process_time() - began
    if what == "memory":
        result["bytes"] = _resident() - resident if prepared.has_database else _released()
    if prepared.rows_read:
        result["rows"] = prepared.rows_read()
    sys.stdout.write(json.dumps(result))


def _released() -> int:
    """The most memory of Python's that the work had, without what is left of it: the rows that it has written."""
    _, most = tracemalloc.get_traced_memory()
    gc.collect()
    left, _ = tracemalloc.get_traced_memory()
    return most - left


def _resident() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
