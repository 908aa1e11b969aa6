"""Ranges and conditional requests: the edge in front of Debian's nginx answers as nginx itself."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import httpx
import pytest

from souk.local import ports
from souk.local.edge.config import Origin
from souk.local.edge.emulator import EmulatorOrigins
from tests.edge.fakes import Stage
from tests.edge.rows import behavior, distribution, policy
from tests.waiting import eventually

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed: apt-get install nginx-light")

CONFIG = """
daemon off; master_process off; pid nginx.pid; error_log error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""
MODIFIED = 1_700_000_000
NOW, BEFORE, AFTER = (formatdate(MODIFIED + seconds, usegmt=True) for seconds in (0, -9, 9))
TAG, OTHER = '"6553f100-3e8"', '"1-1"'
"""nginx's ETag is the time and the size, both hexadecimal."""
RANGES = ["bytes=0-9", "bytes=990-", "bytes=-10", "bytes=990-2000", "bytes=-2000", "bytes=1000-", "bytes=-0"]
IF_RANGES = [TAG, OTHER, f"W/{TAG}", NOW, BEFORE]
CONDITIONS: list[dict[str, str]] = [
    {},
    *({"if-none-match": value} for value in (TAG, OTHER, f"W/{TAG}", f"{OTHER}, {TAG}", "*")),
    *({"if-modified-since": value} for value in (NOW, BEFORE, "yesterday")),
    *({"if-match": value} for value in (TAG, OTHER, f"{OTHER}, {TAG}", "*")),
    *({"if-unmodified-since": value} for value in (NOW, BEFORE, AFTER)),
    {"if-none-match": OTHER, "if-modified-since": NOW},
    {"if-match": OTHER, "if-none-match": TAG},
]
COMPARED = ("content-range", "content-length", "etag", "last-modified")


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an nginx that serves one file."""
    folder, port = tmp_path_factory.mktemp("nginx"), ports.free()
    (folder / "file.bin").write_bytes(bytes(range(250)) * 4)
    os.utime(folder / "file.bin", (MODIFIED, MODIFIED))
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(CONFIG.format(port=port, folder=folder))
    process = subprocess.Popen([str(NGINX), "-p", str(folder), "-c", "nginx.conf"], stderr=subprocess.DEVNULL)
    eventually(lambda: answers(port))
    yield port
    process.terminate()
    process.wait()


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/file.bin", trust_env=False).is_success
    except httpx.TransportError:
        return False


def requests() -> list[dict[str, str]]:
    """The headers of all requests: each range with each If-Range, and with each condition."""
    ranges = [{"range": each} for each in RANGES]
    tags = [{}, *({"if-range": each} for each in IF_RANGES)]
    ranged = [{**each, **tag} for each, tag in itertools.product(ranges, tags)]
    return [*ranged, *({**condition, **each} for condition, each in itertools.product(CONDITIONS, [{}, *ranges]))]


def view(status: int, headers: Any, body: bytes) -> dict[str, Any]:
    """The parts of a response that must agree; of errors and 304, the words and lengths are a server's own."""
    names = COMPARED if status in (200, 206) else ("content-range",)
    return {
        "status": status,
        "body": body if status in (200, 206) else b"",
        **{name: headers.get(name) for name in names},
    }


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_edge_answers_as_nginx(nginx: int, method: str, tmp_path: Path) -> None:
    # A range of HEAD is undefined (RFC 9110, section 14.2): nginx says 206, the edge 200.
    cases = [headers for headers in requests() if method == "GET" or "range" not in headers]
    origin = Origin("nginx", "127.0.0.1", http_port=nginx, protocol="http-only")

    async def both() -> list[tuple[dict[str, str], Any, Any]]:
        origins = EmulatorOrigins("http://127.0.0.1:1")
        stage = Stage(tmp_path, distribution(behavior(origin=origin, policy=policy())), origin=origins)
        pairs = []
        async with httpx.AsyncClient(trust_env=False, headers={"accept-encoding": "identity"}) as client:
            for headers in cases:
                direct = await client.request(method, f"http://127.0.0.1:{nginx}/file.bin", headers=headers)
                seen = await stage.request("/file.bin", headers, method)
                pairs.append(
                    (
                        headers,
                        view(seen.status, seen.headers, seen.body),
                        view(direct.status_code, direct.headers, direct.content),
                    )
                )
        await origins.close()
        return pairs

    differing = [pair for pair in asyncio.run(both()) if pair[1] != pair[2]]

    assert len(cases) >= (150 if method == "GET" else 15)
    assert differing == []
