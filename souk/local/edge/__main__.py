"""Runs the edge: `python -m souk.local.edge --port PORT --tls-port PORT --endpoint URL --folder FOLDER`."""

import argparse
import asyncio
import logging
from pathlib import Path

import uvicorn

from souk.base import node
from souk.base.shell import HOST
from souk.cloud.clients import local_aws
from souk.local.edge.app import App, is_news
from souk.local.edge.certificate import certificate
from souk.local.edge.deployed import DeployedDistributions
from souk.local.edge.edge import Edge
from souk.local.edge.emulator import EmulatorOrigins
from souk.local.edge.functions import Functions
from souk.local.edge.javascript import Node
from souk.local.edge.store import MEGABYTE, Cache


def main() -> None:
    """Serve the distributions of a local cloud on loopback until the process is ended."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("uvicorn.error").addFilter(is_news)
    cache = Cache(options.folder / "objects", options.memory_mb * MEGABYTE, options.disk_mb * MEGABYTE)
    origins, javascript = EmulatorOrigins(options.endpoint), Node(node.program)
    distributions = DeployedDistributions(local_aws(options.endpoint).client("cloudfront"), cache.invalidate)

    async def close() -> None:
        await origins.close()
        await javascript.close()

    app = App(Edge(distributions, origins, cache, Functions(javascript)), cache, close, options.tls_port)
    asyncio.run(_serve(app, options.port, options.tls_port, options.folder))


async def _serve(app: App, port: int, tls_port: int | None, folder: Path) -> None:
    servers = [uvicorn.Server(_config(app, port))]
    if tls_port:
        certificate_file, key_file = certificate(folder)
        config = _config(app, tls_port, ssl_certfile=str(certificate_file), ssl_keyfile=str(key_file))
        config.lifespan = "off"
        servers.append(uvicorn.Server(config))
    await asyncio.gather(*(server.serve() for server in servers))


def _config(app: App, port: int, **more: str) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=HOST,
        port=port,
        http="httptools",  # as the local cloud's own server
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,  # a viewer's X-Forwarded-Proto proves nothing
        timeout_graceful_shutdown=2,
        **more,  # type: ignore[arg-type]
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="edge", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--tls-port", type=int)
    parser.add_argument("--endpoint", required=True, help="the URL of the local cloud")
    parser.add_argument("--folder", type=Path, required=True, help="for the cache and the certificate")
    parser.add_argument("--memory-mb", type=int, default=32, help="the cache's bound in memory")
    parser.add_argument("--disk-mb", type=int, default=4096, help="the cache's bound on disk")
    return parser.parse_args()


if __name__ == "__main__":
    main()
