"""An engine for containers, and `sam local` in its network: made once, used by one worker, gone at the end."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.cloud import Cloud, souk
from tests.sam_local import base_image, engine
from tests.sam_local.engine import Engine, NoEngine
from tests.sam_local.forwarder import Forwarder
from tests.sam_local.sam import ENV_VARS, Sam


@pytest.fixture(scope="session")
def docker() -> Iterator[Engine]:
    """An engine with Lambda's base image, where there can be one."""
    try:
        running = engine.start()
    except NoEngine as reason:
        pytest.skip(str(reason))
    try:
        base_image.load(running)
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def sam(docker: Engine, cloud: Cloud) -> Iterator[Sam]:
    """`sam local`, whose containers reach the environment `test`."""
    env_vars = souk(cloud.home, "outputs", "--env", cloud.outputs.env, "--env-vars").stdout
    (docker.folder / ENV_VARS).write_text(env_vars)
    port = int(str(cloud.outputs.endpoint_url).rpartition(":")[2])
    with docker.network.inside():
        bridge = socket.create_server((docker.gateway, port))
    forwarder = Forwarder(bridge, "127.0.0.1", port)
    forwarder.start()
    runner = Sam(docker, cloud)
    runner.build()
    yield runner
    forwarder.stop()
