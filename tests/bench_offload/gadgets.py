"""Gadgets that each download one release through the SDK, as new ones: nothing of the metadata is known to them."""

from __future__ import annotations

import random
import ssl
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import httpx

from souk_sdk.updates import Updates

SEED = 1
RELEASES = 200
SMALLEST, LARGEST = 20_000, 2_000_000
"""Bytes of firmware; sizes are spread evenly by their logarithm."""
PROCESSES = 2
BATCH = 50


@dataclass(frozen=True)
class Address:
    """Where gadgets download."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)


def models() -> dict[str, int]:
    """The size of the firmware of each model, the most popular model first."""
    numbers = random.Random(SEED)  # noqa: S311  no secret
    return {
        f"model-{rank:03}": int(SMALLEST * (LARGEST / SMALLEST) ** numbers.random()) for rank in range(1, RELEASES + 1)
    }


def demand(gadgets: int) -> list[str]:
    """The model of each gadget, by Zipf's law: the second is half as frequent as the first, the third a third."""
    names = [*models()]
    weights = [1 / rank for rank in range(1, len(names) + 1)]
    return random.Random(SEED).choices(names, weights, k=gadgets)  # noqa: S311  no secret


def update_all(address: Address, root: bytes, gadgets: int, advance: Callable[[int], object]) -> tuple[int, int]:
    """Update so many gadgets, some at once. Returns requests and bytes received; raises if one gets no release."""
    wanted = demand(gadgets)
    requests = size = 0
    with ProcessPoolExecutor(PROCESSES) as pool:
        batches = (wanted[first : first + BATCH] for first in range(0, gadgets, BATCH))
        for batch in as_completed([pool.submit(update_batch, address, root, models) for models in batches]):
            asked, received = batch.result()
            requests, size = requests + asked, size + received
            advance(BATCH)
    return requests, size


def update_batch(address: Address, root: bytes, wanted: Sequence[str]) -> tuple[int, int]:
    """Update gadgets one after another; returns requests and bytes."""
    counts = [sum(each) for each in zip(*(_update(address, root, model) for model in wanted), strict=True)]
    return counts[0], counts[1]


def _update(address: Address, root: bytes, model: str) -> tuple[int, int]:
    sizes: list[int] = []

    def count(response: httpx.Response) -> None:
        sizes.append(int(response.headers.get("content-length", 0)))

    with tempfile.TemporaryDirectory() as folder, _client(address, count) as client:
        release = Updates(address.url, root, Path(folder) / "state", client).latest(model)
        release.download(Path(folder) / "firmware.bin")
    return len(sizes), sum(sizes)


def _client(address: Address, count: Callable[[httpx.Response], None]) -> httpx.Client:
    return httpx.Client(
        verify=_tls(), headers=address.headers, event_hooks={"response": [count]}, trust_env=False, timeout=60
    )


@cache
def _tls() -> ssl.SSLContext:
    """One for all: to load certificates takes longer than an update."""
    return ssl.create_default_context()
