"""Serves MiniStack by uvicorn, httptools and uvloop. Runs inside MiniStack's own Python.

MiniStack's own server, Hypercorn, parses each request in Python, and with asyncio's loop takes as much processor time
for a read of DynamoDB as MiniStack takes to answer it.
"""

import asyncio
import importlib
from typing import Any

# Packages of MiniStack's own Python.
uvicorn: Any = importlib.import_module("uvicorn")
uvloop: Any = importlib.import_module("uvloop")

KEEP_ALIVE = 75
"""Seconds that a connection may rest, as with MiniStack's own server."""
LAST_REQUESTS = 3
"""Seconds that requests may take to end when the local cloud stops."""


async def serve(app: Any, config: Any) -> None:
    """Serve `app` where Hypercorn's `config` says, until the process is told to end."""
    host, _, port = config.bind[0].rpartition(":")
    settings = uvicorn.Config(
        app,
        host,
        int(port),
        http="httptools",
        ws="wsproto",
        lifespan="on",
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=LAST_REQUESTS,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,  # MiniStack sends its own
        proxy_headers=False,  # a client's address is its own
    )
    await uvicorn.Server(settings).serve()


def replace(hypercorn: Any) -> None:
    """Let MiniStack, which imports `serve` from `hypercorn`, serve its app by this module."""
    hypercorn.serve = serve
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
