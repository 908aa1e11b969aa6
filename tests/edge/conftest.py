"""A local cloud with distributions and an edge in front of it, for the tests of this folder that need one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from souk.base.paths import Paths, find_paths
from souk.cloud.clients import local_aws
from souk.local import cloud, edge_process, ports
from tests.edge.deployment import Deployment

PRIVATE_KEY = rsa.generate_private_key(65537, 2048)
TEMPLATE = Path(__file__).with_name("distribution.yaml")


class App(BaseHTTPRequestHandler):
    """An origin server: says what it was asked, counts, and sends large files from no memory."""

    protocol_version = "HTTP/1.1"
    hits: list[str] = []
    megabyte = bytes(1024 * 1024)

    def do_GET(self) -> None:
        self.hits.append(self.path)
        megabytes = int(self.path.rpartition("/large-")[2] or 0) if "/large-" in self.path else 0
        body = f"{self.path} {self.headers['x-origin-secret']}".encode()
        self.send_response(200)
        self.send_header("cache-control", "max-age=600")
        self.send_header("etag", '"1"')
        self.send_header("content-length", str(megabytes * len(self.megabyte) or len(body)))
        self.end_headers()
        for _ in range(megabytes):
            self.wfile.write(self.megabyte)
        if not megabytes:
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Be quiet."""


@pytest.fixture(scope="module")
def app() -> Iterator[int]:
    """The port of the origin server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), App)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory, app: int) -> Iterator[Deployment]:
    """A stack with distributions, in a local cloud of its own with an edge."""
    paths = Paths(root=find_paths({}).root, home=tmp_path_factory.mktemp("home"))
    local = cloud.start(paths, ports.free())
    edge = None
    try:
        aws = local_aws(local.endpoint_url)
        pem = PRIVATE_KEY.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        parameters = {"PublicKey": pem.decode(), "Port": str(app)}
        aws.cloudformation.create_stack(
            StackName="edge",
            TemplateBody=TEMPLATE.read_text(),
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM"],
        )
        aws.cloudformation.get_waiter("stack_create_complete").wait(StackName="edge", WaiterConfig={"Delay": 1})
        edge = edge_process.start(paths, local.endpoint_url, 0, 0)
        yield Deployment(aws, edge, edge_process.certificate_file(paths), PRIVATE_KEY, App.hits)
    finally:
        if edge is not None:
            edge_process.stop(paths, edge)
        cloud.stop(paths, local)
