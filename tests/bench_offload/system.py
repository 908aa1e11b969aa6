"""An environment of its own with the updates deployed and released, and a run of gadgets in it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from souk.base.paths import Paths, find_paths
from souk.cloud.clients import local_aws
from souk.cloud.environment import Environment
from souk.deploy import applications, deploy
from souk.deploy.deploy import Deployment
from souk.local import cloud, edge_process
from souk.local.cloud import Cloud
from souk.programs import program_process
from souk.programs.start import start_all
from tests.bench_offload.gadgets import SEED, Address, models, update_all
from tests.bench_offload.origin_log import OriginLog, Request
from tests.cloud import souk
from updates import commands
from updates.commands import repository
from updates.commands.firmware import Firmware

ENV, APPLICATION = "bench", "updates"
Advance = Callable[[int], object]


@dataclass(frozen=True)
class Run:
    """Gadgets that were updated, and what that took at the origin."""

    gadgets: int
    requests: int
    """By gadgets."""
    size: int
    """Bytes that gadgets received, without headers."""
    origin: list[Request]
    origin_seconds: float
    """Processor time of the update server."""
    seconds: float
    """By the clock."""

    @property
    def origin_size(self) -> int:
        """Bytes that the origin sent, without headers."""
        return sum(request.size for request in self.origin)


class Direct(Deployment):
    """The updates without CloudFront."""

    def parameters(self) -> dict[str, str]:
        """With another value for one of them."""
        return {**super().parameters(), "Offload": "false"}


@dataclass(frozen=True)
class System:
    """The environment."""

    paths: Paths
    local: Cloud
    environment: Environment

    def publish_all(self, folder: Path, advance: Advance) -> None:
        """Publish each model's release as `souk updates publish` does, without a process for each."""
        (bucket, keyring), file = commands.opened(self.environment), folder / "build.bin"
        numbers = random.Random(SEED)  # noqa: S311  no secret
        for model, size in models().items():
            file.write_bytes(numbers.randbytes(size))
            repository.publish(bucket, keyring, Firmware.of(file, model, "1.0.0"), repository.utc_now())
            advance(1)
        file.unlink()

    @property
    def outputs(self) -> dict[str, str]:
        """Of the application."""
        return dict(self.environment.outputs.applications[APPLICATION])

    def edge(self) -> Address:
        """The distribution, served by the edge."""
        edge = edge_process.running(self.paths)
        assert edge is not None
        return Address(edge.path_url(self.outputs["FirmwareUrl"].removeprefix("https://")))

    def balancer(self) -> Address:
        """The load balancer, deployed again so that it answers everybody."""
        application = next(each for each in applications.find(self.paths.root) if each.name == APPLICATION)
        deploy.deploy(Direct(self.paths, self.environment, application), self.local, lambda _: None)
        self.environment.refresh()
        start_all(self.paths, self.environment)
        # The local cloud tells load balancers apart by Host.
        return Address(self.local.endpoint_url, {"host": self.outputs["FirmwareUrl"].removeprefix("http://")})

    def run(self, address: Address, gadgets: int, advance: Advance) -> Run:
        """Update gadgets from an address."""
        process = program_process.running(self.paths, ENV, APPLICATION)
        assert process is not None
        log = OriginLog.from_now(program_process.log_file(self.paths, ENV, APPLICATION))
        root = commands.shelf(self.environment).read(repository.FIRST_ROOT)
        assert root is not None
        used, started = processor(process.pid), time.perf_counter()
        requests, size = update_all(address, root.content, gadgets, advance)
        seconds, used = time.perf_counter() - started, processor(process.pid) - used
        return Run(gadgets, requests, size, log.requests(), used, seconds)


def processor(pid: int) -> float:
    """Seconds of processor time of a process and its workers so far."""
    parent = psutil.Process(pid)
    times = [each.cpu_times() for each in (parent, *parent.children(recursive=True))]
    return sum(each.user + each.system for each in times)


@contextmanager
def system(home: Path) -> Iterator[System]:
    """An environment with an empty repository, in a local cloud of its own."""
    try:
        souk(home, "up", "--env", ENV, "--port", "auto", "--only", APPLICATION)
        souk(home, "updates", "init", "--env", ENV)
        paths = Paths(root=find_paths({}).root, home=home)
        local = cloud.require(paths)
        yield System(paths, local, Environment(ENV, local_aws(local.endpoint_url)))
    finally:
        souk(home, "down", "--erase", check=False)
