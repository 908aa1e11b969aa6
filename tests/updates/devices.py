"""Gadgets in front of a deployed update server: how they get to it, and what it has logged of them."""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from souk.base.paths import find_paths
from souk.programs import program_process
from souk_sdk.updates import NoRelease, Release, Updates
from tests.cloud import Cloud, souk
from tests.waiting import PATIENCE

REQUEST = re.compile(r'"GET (/\S+) HTTP/1\.1" (\d+)')


def outputs(cloud: Cloud) -> dict[str, str]:
    """The addresses of an environment's updates, those at the edge included."""
    printed = json.loads(souk(cloud.home, "outputs", "--env", cloud.outputs.env, "--json").stdout)
    addresses: dict[str, str] = printed["applications"]["updates"]
    return addresses


def initialized(cloud: Cloud) -> bytes:
    """The root of the environment's repository, which the first caller makes."""
    souk(cloud.home, "updates", "init", "--env", cloud.outputs.env, check=False)
    return (cloud.home / "environments" / cloud.outputs.env / "updates/root.json").read_bytes()


def publish(cloud: Cloud, file: Path, model: str, version: str = "1.0.0") -> None:
    """Publish a release with the command."""
    options = ("--gadget", model, "--version", version, "--env", cloud.outputs.env)
    souk(cloud.home, "updates", "publish", str(file), *options)


def show_now(cloud: Cloud) -> None:
    """Have CloudFront forget the timestamp, which it keeps for a minute."""
    resources = cloud.environment.part("updates").resources
    (distribution,) = [each.physical_id for each in resources if each.type == "AWS::CloudFront::Distribution"]
    batch = {"Paths": {"Quantity": 1, "Items": ["/metadata/timestamp.json"]}, "CallerReference": str(time.time_ns())}
    cloud.client("cloudfront").create_invalidation(DistributionId=distribution, InvalidationBatch=batch)


def latest(gadget: Updates, model: str, version: str = "1.0.0") -> Release:
    """The newest release, once the edge has the metadata of this version."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            release = gadget.latest(model)
            if release.version == version or time.monotonic() > deadline:
                return release
        except NoRelease:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def wait_for(cloud: Cloud, model: str) -> None:
    """Return when a release is at the edge."""
    show_now(cloud)
    folder = Path(tempfile.mkdtemp(dir=cloud.home))
    latest(Updates(outputs(cloud)["UpdatesDistribution.path_url"], initialized(cloud), folder), model)


def logged(cloud: Cloud) -> list[tuple[str, int]]:
    """The requests that reached the server: paths and statuses."""
    paths = find_paths({"SOUK_HOME": str(cloud.home)})
    log = program_process.log_file(paths, cloud.outputs.env, "updates").read_text()
    return [(path, int(status)) for path, status in REQUEST.findall(log)]


class Breaking(httpx.HTTPTransport):
    """A connection that breaks after so many bytes of firmware."""

    def __init__(self, after: int) -> None:
        super().__init__(trust_env=False)
        self._after = after
        self.ranges: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response, of which firmware ends too early."""
        response = super().handle_request(request)
        if "/targets/" in str(request.url):
            self.ranges.append(request.headers.get("Range", ""))
            response.stream = _Cut(response.stream, self._after)
        return response


class _Cut(httpx.SyncByteStream):
    def __init__(self, stream: Any, after: int) -> None:
        self._stream, self._after = stream, after

    def __iter__(self) -> Iterator[bytes]:
        left = self._after
        for piece in self._stream:
            if len(piece) >= left:
                yield piece[:left]
                raise httpx.ReadError("the connection is gone")
            left -= len(piece)
            yield piece

    def close(self) -> None:
        self._stream.close()
