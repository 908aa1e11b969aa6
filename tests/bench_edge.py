"""`make bench-edge`: the edge's hits a second, memory, and a large object, in a local cloud of its own.

Absolute times depend on the machine, which also runs the viewers; the processor time of a hit is the edge's alone.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from souk.base.console import size
from tests.edge.deployment import Deployment, deploy

HITS, VIEWERS = 4_000, 16
SMALL, RELEASE, LARGE = 2_000, 200_000, 2 * 1024**3


def main() -> None:
    """Measure and print a table."""
    screen = Console()
    with tempfile.TemporaryDirectory() as folder, screen.status("measuring"), deploy(Path(folder)) as deployment:
        edge = psutil.Process(deployment.edge.pid)
        at_rest = edge.memory_info().rss
        table = Table("operation", "per second", "processor time", box=None)
        for name, count in (("hits of 2 kB", SMALL), ("hits of 200 kB", RELEASE)):
            path = f"/https://{deployment.outputs['Domain']}/app/bytes-{count}"
            before = len(deployment.hits)
            asyncio.run(viewers(deployment, path, 1, VIEWERS))
            used, started = processor(edge), time.perf_counter()
            asyncio.run(viewers(deployment, path, HITS // VIEWERS, VIEWERS))
            seconds = time.perf_counter() - started
            table.add_row(name, f"{HITS / seconds:.0f}", f"{(processor(edge) - used) / HITS * 1000:.2f} ms")
            assert len(deployment.hits) == before + 1, "the origin was asked more than once"
        peak = large(deployment, edge)
    screen.print(table)
    screen.print(
        f"\nmemory at rest: {size(at_rest)}; at most, while {size(LARGE)} passed, missed and hit: {size(peak)}"
    )


def processor(process: psutil.Process) -> float:
    """Seconds of processor time so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


async def viewers(deployment: Deployment, path: str, count: int, number: int) -> None:
    """Some viewers at once, each with a connection on which it asks for the path again and again."""
    await asyncio.gather(*(viewer(deployment.edge.port, path, count) for _ in range(number)))


async def viewer(port: int, path: str, count: int) -> None:
    """Ask for a path again and again. Reads no more of HTTP than it needs, to leave the processor to the edge."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024**2)
    for _ in range(count):
        writer.write(f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert head.startswith(b"http/1.1 200"), head
        left = int(head.partition(b"content-length: ")[2].split(b"\r\n")[0])
        while left:
            left -= len(await reader.read(min(left, 1024**2)))
    writer.close()


def large(deployment: Deployment, edge: psutil.Process) -> int:
    """The edge's most memory while a large object passes, missed and hit."""
    path = f"/https://{deployment.outputs['Domain']}/app/bytes-{LARGE}"

    async def pass_twice() -> int:
        task = asyncio.create_task(viewer(deployment.edge.port, path, 2))
        peak = 0
        while not task.done():
            peak = max(peak, edge.memory_info().rss)
            await asyncio.sleep(0.05)
        await task
        return peak

    return asyncio.run(pass_twice())


if __name__ == "__main__":
    main()
