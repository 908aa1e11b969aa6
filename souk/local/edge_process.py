"""The edge's process: one per local cloud, which keeps running after the command that starts it."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from souk.base.errors import SoukError
from souk.base.paths import Paths, private, read_json, write_json
from souk.base.shell import HOST
from souk.cloud.distributions import DISTRIBUTION
from souk.local import code_version, edge_ports, http, ports, processes
from souk.local.edge_ports import EdgePorts

START_SECONDS = 30.0
STOP_SECONDS = 5.0
REREAD_SECONDS = 10.0
STATUS_PATH = "/_souk/edge"
REREAD_PATH = f"{STATUS_PATH}/reread"
OBJECTS = "objects"
"""The folder of the cache, beside the certificate."""


@dataclass(frozen=True)
class EdgeProcess:
    """A running edge."""

    pid: int
    identity: str
    port: int
    tls_port: int
    endpoint_url: str
    """The local cloud whose distributions it serves."""
    code: str = ""
    """The version of its code; empty if nobody knows."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{HOST}:{self.port}"

    def distribution_url(self, distribution_id: str) -> str:
        """The address of a distribution, for browsers and curl."""
        return f"https://{distribution_id.lower()}.cloudfront.localhost:{self.tls_port}"

    def page_url(self, distribution_id: str) -> str:
        """The same for people, whose browser doesn't trust the certificate: it counts as HTTPS."""
        return f"http://{distribution_id.lower()}.secure.localhost:{self.port}"

    def path_url(self, domain: str) -> str:
        """The same by a distribution's domain: for programs that don't resolve that name or trust the certificate."""
        return f"{self.url}/https://{domain}"

    def serves(self, endpoint_url: str, requested: int | None) -> bool:
        """Whether it is for this local cloud, where it was requested, and runs today's code."""
        is_there = self.endpoint_url == endpoint_url and requested in (None, 0, self.port)
        return is_there and self.code == code_version.of_edge()

    def is_healthy(self) -> bool:
        """Whether it answers."""
        try:
            return http.get(f"{self.url}{STATUS_PATH}", timeout=5).is_success
        except http.NoAnswer:
            return False


def is_wanted(paths: Paths, templates: Iterable[Path]) -> bool:
    """Whether there is something to serve: one of these templates has a distribution, or an edge has run before."""
    return edge_ports.remembered(paths) is not None or any(DISTRIBUTION in file.read_text() for file in templates)


def recorded(paths: Paths) -> EdgeProcess | None:
    """This checkout's edge as it was started. It may have ended since, but nobody has stopped it."""
    record = read_json(paths.edge_file)
    return EdgeProcess(**record) if record else None


def running(paths: Paths) -> EdgeProcess | None:
    """This checkout's edge, if its process is alive and is the one that was started."""
    edge = recorded(paths)
    return edge if edge and processes.identity(edge.pid) == edge.identity else None


def find(paths: Paths) -> EdgeProcess | None:
    """The same, also by its port: for a lost or outdated state file."""
    return running(paths) or _on_port(paths)


def certificate_file(paths: Paths) -> Path:
    """The certificate that a program names to trust the edge."""
    return paths.edge_dir / "certificate.pem"


def start(paths: Paths, endpoint_url: str, requested: int | None = None) -> EdgeProcess:
    """Start an edge for a local cloud and wait until it answers; one of this code, cloud and port is kept.

    `requested`: its port, 0 for any free one. Raises SoukError if a port is taken, which leaves a running edge where it
    is, or if the process ends.
    """
    current = find(paths)
    if current is not None and current.serves(endpoint_url, requested) and current.is_healthy():
        return current
    own = {current.port, current.tls_port} if current else set()
    chosen = edge_ports.choose(
        requested, edge_ports.remembered(paths), is_free=lambda port: port in own or ports.is_free(port)
    )
    for number in {chosen.port, chosen.tls_port} - own:
        ports.refuse_taken(number, edge_ports.OPTION)
    if current is not None:
        stop(paths, current)
    private(paths.edge_dir)
    code = code_version.of_edge()
    edge_ports.remember(paths, chosen)
    paths.edge_log.unlink(missing_ok=True)
    with open(os.open(paths.edge_log, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as log:
        process = subprocess.Popen(
            command(paths, endpoint_url, chosen),
            cwd=paths.root,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0o077,
        )
    identity = processes.identity(process.pid) or ""
    edge = EdgeProcess(process.pid, identity, chosen.port, chosen.tls_port, endpoint_url, code)
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


def command(paths: Paths, endpoint_url: str, chosen: EdgePorts) -> list[str]:
    """The command line of an edge."""
    options = {"--port": str(chosen.port), "--tls-port": str(chosen.tls_port), "--endpoint": endpoint_url}
    options["--folder"] = str(paths.edge_dir)
    return [sys.executable, "-m", "souk.local.edge", *(word for option in options.items() for word in option)]


def reread(paths: Paths) -> None:
    """Let the edge forget at once what it cached of distributions that are gone. One that doesn't answer may not."""
    edge = running(paths)
    if edge is not None:
        with contextlib.suppress(http.NoAnswer):
            http.post(f"{edge.url}{REREAD_PATH}", timeout=REREAD_SECONDS)


def stop(paths: Paths, edge: EdgeProcess) -> None:
    """Stop the edge and delete what it cached."""
    processes.end(edge.pid, edge.identity, STOP_SECONDS)
    shutil.rmtree(paths.edge_dir / OBJECTS, ignore_errors=True)
    paths.edge_file.unlink(missing_ok=True)


def stop_any(paths: Paths) -> bool:
    """Stop this checkout's edge; False if none runs."""
    edge = find(paths)
    if edge is not None:
        stop(paths, edge)
    paths.edge_file.unlink(missing_ok=True)
    return edge is not None


def erase(paths: Paths) -> None:
    """Delete everything of this checkout's edge: cache, certificate, ports, log."""
    shutil.rmtree(paths.edge_dir, ignore_errors=True)
    for file in (paths.edge_file, paths.edge_log):
        file.unlink(missing_ok=True)


def _on_port(paths: Paths) -> EdgeProcess | None:
    last = edge_ports.remembered(paths)
    pid = processes.listener_on(last.port) if last else None
    if last is None or pid is None or str(paths.edge_dir) not in processes.command_of(pid):
        return None
    return EdgeProcess(pid, processes.identity(pid) or "", last.port, last.tls_port, endpoint_url="")
