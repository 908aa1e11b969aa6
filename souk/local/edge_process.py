"""The edge's process: one per local cloud, which keeps running after the command that starts it."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from souk.base.errors import SoukError
from souk.base.paths import Paths, private, read_json, write_json
from souk.base.shell import HOST
from souk.local import http, ports, processes

PORT, TLS_PORT = 4580, 4581
START_SECONDS = 30.0
STOP_SECONDS = 5.0
STATUS_PATH = "/_souk/edge"


@dataclass(frozen=True)
class EdgeProcess:
    """A running edge."""

    pid: int
    identity: str
    port: int
    tls_port: int
    endpoint_url: str
    """The local cloud whose distributions it serves."""

    @property
    def url(self) -> str:
        """Its address; `URL/https://HOST/path` is for programs that don't resolve a distribution's name."""
        return f"http://{HOST}:{self.port}"

    def distribution_url(self, distribution_id: str) -> str:
        """The address of a distribution, for browsers and curl."""
        return f"https://{distribution_id.lower()}.cloudfront.localhost:{self.tls_port}"

    def is_healthy(self) -> bool:
        """Whether it answers."""
        try:
            return http.get(f"{self.url}{STATUS_PATH}", timeout=5).is_success
        except http.NoAnswer:
            return False


def running(paths: Paths) -> EdgeProcess | None:
    """This checkout's edge, if its process is alive and is the one that was started."""
    record = read_json(paths.edge_file)
    if not record or processes.identity(record["pid"]) != record["identity"]:
        return None
    return EdgeProcess(**record)


def certificate_file(paths: Paths) -> Path:
    """The certificate that a program names to trust the edge."""
    return paths.edge_dir / "certificate.pem"


def start(paths: Paths, endpoint_url: str, port: int = PORT, tls_port: int = TLS_PORT) -> EdgeProcess:
    """Start an edge for a local cloud and wait until it answers; one that runs for this cloud is kept.

    Port 0 is any free one. Raises SoukError if a port is taken or the process ends.
    """
    current = running(paths)
    if current is not None:
        if current.endpoint_url == endpoint_url and current.is_healthy():
            return current
        stop(paths, current)
    port, tls_port = (number or ports.free() for number in (port, tls_port))
    for number in (port, tls_port):
        ports.refuse_taken(number)
    private(paths.edge_dir)
    paths.edge_log.unlink(missing_ok=True)
    with open(os.open(paths.edge_log, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as log:
        process = subprocess.Popen(
            command(paths, endpoint_url, port, tls_port),
            cwd=paths.root,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0o077,
        )
    edge = EdgeProcess(process.pid, processes.identity(process.pid) or "", port, tls_port, endpoint_url)
    write_json(paths.edge_file, asdict(edge))
    deadline = time.monotonic() + START_SECONDS
    while not edge.is_healthy():
        if process.poll() is not None or time.monotonic() > deadline:
            stop(paths, edge)
            last = paths.edge_log.read_text(errors="replace").strip().splitlines()[-1:]
            raise SoukError(
                "the edge did not start" + (f": {last[0]}" if last else ""), f"read {paths.shown(paths.edge_log)}"
            )
        time.sleep(0.05)
    return edge


def command(paths: Paths, endpoint_url: str, port: int, tls_port: int) -> list[str]:
    """The command line of an edge."""
    options = {"--port": str(port), "--tls-port": str(tls_port), "--endpoint": endpoint_url}
    options["--folder"] = str(paths.edge_dir)
    return [sys.executable, "-m", "souk.local.edge", *(word for option in options.items() for word in option)]


def stop(paths: Paths, edge: EdgeProcess) -> None:
    """Stop the edge; what it cached is deleted at its next start."""
    processes.send(edge.pid, edge.identity, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while processes.identity(edge.pid) == edge.identity:
        if time.monotonic() > deadline:
            processes.send(edge.pid, edge.identity, signal.SIGKILL)
        time.sleep(0.02)
    paths.edge_file.unlink(missing_ok=True)
