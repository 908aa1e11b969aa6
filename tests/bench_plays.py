"""`python -m tests.bench_plays`: 10,000 plays of one course over some hours, and how often its files were read."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import Counter
from pathlib import Path

from rich.console import Console

from content.domain.keys import ECDSA256
from tests.content.signed_requests import KEY_IDS, public_keys
from tests.content.test_matrix import stage_with
from tests.content.test_plays import FILES, play_all
from tests.edge.fakes import NOON, Serve

HOURS, PLAYS_AN_HOUR = 4, 2_500
TTL = 3600


def main() -> None:
    """Play in each hour, in this process; the TTL is an hour. Print how often the origin was asked."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        stage = stage_with(Path(folder), {KEY_IDS[ECDSA256]: public_keys()[KEY_IDS[ECDSA256]]})
        stage.origin.serve = Serve(headers={"cache-control": f"public, max-age={TTL}"})
        for hour in range(HOURS):
            stage.clock.time = NOON + hour * (TTL + 1)
            assert asyncio.run(play_all(stage, PLAYS_AN_HOUR)) == {200}
    reads = Counter(request.path for request in stage.origin.requests)
    Console().print(
        f"{HOURS * PLAYS_AN_HOUR} plays of {len(FILES)} files, {HOURS} TTLs: {reads.total()} reads of the origin, "
        f"at most {max(reads.values())} of one file ({time.perf_counter() - started:.0f} s)"
    )
    assert max(reads.values()) <= HOURS, "a file was read twice within its TTL"


if __name__ == "__main__":
    main()
