"""How long a new service takes, from the command to its first answer: `python -m tests.scaffold.bench`.

In a copy of this checkout, with a local cloud of its own that runs already, as a developer's does.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from tests.scaffold.checkouts import Checkout


def main() -> None:
    """Measure, and print one table."""
    with tempfile.TemporaryDirectory() as folder:
        checkout = Checkout.at(Path(folder) / "checkout")
        try:
            checkout.run("souk", "up", "--port", "auto")
            Console().print(_table(_measure(checkout)))
        finally:
            checkout.run("souk", "down", "--erase", check=False)


def _measure(checkout: Checkout) -> dict[str, float]:
    began = time.monotonic()
    checkout.run("souk", "new", "service", "reviews")
    created = time.monotonic()
    checkout.run("souk", "up")
    up = time.monotonic()
    url = json.loads(checkout.run("souk", "outputs", "--json").stdout)["apis"]["reviews.v1"]
    token = checkout.run("souk", "token").stdout.strip()
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "the-first-review-of-all"}
    with httpx.Client(headers=headers, timeout=60, trust_env=False) as http:
        http.post(f"{url}/reviews", json={"name": "Splendid"}).raise_for_status()
    answered = time.monotonic()
    return {
        "souk new service": created - began,
        "souk up": up - created,
        "souk outputs, souk token, POST /reviews": answered - up,
        "command to first answer": answered - began,
    }


def _table(measured: dict[str, float]) -> Table:
    table = Table("what", "seconds", box=None)
    for what, seconds in measured.items():
        table.add_row(what, f"{seconds:.1f}")
    return table


if __name__ == "__main__":
    main()
