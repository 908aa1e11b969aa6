"""The cost of the SDK: its calls beside those of bare httpx, its import beside that of httpx and attrs.

The two alternate within one run, so that whatever else the machine does befalls both; compare the ratios.
"""

from __future__ import annotations

import json
import multiprocessing
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection

import httpx
from rich.table import Table

from souk_sdk import AccessToken, Souk

CALLS, STARTS, WARM = 1000, 21, 50
ORDER = {
    "id": "01KAQ4N9T4W6M2J8ZC5R7XVBEH",
    "status": "placed",
    "lines": [
        {"sku": "LUMEN-BULB", "name": "Lumen bulb", "quantity": 2, "price": {"amount": "24.90", "currency": "EUR"}}
    ],
    "total": {"amount": "49.80", "currency": "EUR"},
    "placed_at": "2026-11-25T12:00:00Z",
}


class Answerer(BaseHTTPRequestHandler):
    """Answers one order at once, and keeps the connection."""

    protocol_version = "HTTP/1.1"
    body = json.dumps(ORDER).encode()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """In silence."""


@contextmanager
def loopback() -> Iterator[str]:
    """A server on this machine that does nothing but answer, in a process of its own: the least a call can cost."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()
        process.join()


def _serve(connection: Connection) -> None:
    Answerer.wbufsize = -1  # headers and body in one packet; two would wait for each other
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answerer)
    connection.send(server.server_port)
    server.serve_forever()


def calls(table: Table, where: str, base_url: str, order_id: str, token: str) -> None:
    """The same order, looked at in both ways."""
    bare = httpx.Client(base_url=base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30, trust_env=False)
    with bare, Souk({"orders.v2": base_url}, AccessToken(token)) as souk:
        compare(
            table,
            f"GET /orders/ID {where}",
            CALLS,
            lambda: bare.get(f"/orders/{order_id}").raise_for_status().json(),
            lambda: souk.orders.get_order(order_id),
        )


def starts(table: Table) -> None:
    """Fresh processes that import, and do nothing else."""
    compare(
        table,
        "import, in a fresh process",
        STARTS,
        lambda: _python("import httpx, attrs"),
        lambda: _python("import souk_sdk; from souk_sdk import Souk"),
    )


def compare(table: Table, what: str, times: int, bare: Callable[[], object], ours: Callable[[], object]) -> None:
    """Take turns; add a row with both medians and their ratio."""
    for _ in range(WARM if times > WARM else 1):
        bare()
        ours()
    pairs = [(_timed(bare), _timed(ours)) for _ in range(times)]
    without, with_it = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    table.add_row(what, str(times), f"{without:.2f} ms", f"{with_it:.2f} ms", f"{with_it / without:.3f}")


def table() -> Table:
    """An empty table for `calls` and `starts`."""
    return Table("what", "samples", "httpx (and attrs)", "SDK", "ratio", box=None)


def _timed(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)
