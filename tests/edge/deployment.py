"""A deployed stack with distributions, as the tests see it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from souk.base.paths import Paths, find_paths
from souk.cloud.clients import Aws, local_aws
from souk.local import cloud, edge_process, ports
from souk.local.edge_process import EdgeProcess
from tests.edge.origin_server import App, serving
from tests.waiting import PATIENCE

TEMPLATE = Path(__file__).with_name("distribution.yaml")


@dataclass(frozen=True)
class Deployment:
    """The stack, the edge in front of it, and what the origin server was asked."""

    aws: Aws
    edge: EdgeProcess
    certificate: Path
    key: rsa.RSAPrivateKey
    hits: list[str]

    @cached_property
    def outputs(self) -> dict[str, str]:
        [stack] = self.aws.cloudformation.describe_stacks(StackName="edge")["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def url(self, path: str) -> str:
        """The URL of an object on AWS."""
        return f"https://{self.outputs['Domain']}{path}"

    def get(self, url: str, **headers: str) -> httpx.Response:
        """Get a URL of AWS through the edge, in the path form."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.get(f"{self.edge.url}/{url}", headers=named, trust_env=False, timeout=PATIENCE)

    def get_by_tls(self, path: str) -> httpx.Response:
        """Get an object by the distribution's local name, with the edge's certificate verified."""
        host = f"{self.outputs['Id'].lower()}.cloudfront.localhost"
        context = ssl.create_default_context(cafile=str(self.certificate))
        with httpx.Client(verify=context, trust_env=False) as client:
            # Python resolves no names below localhost.
            return client.get(
                f"https://127.0.0.1:{self.edge.tls_port}{path}",
                headers={"host": f"{host}:{self.edge.tls_port}"},
                extensions={"sni_hostname": host},
            )


@contextmanager
def deploy(home: Path) -> Iterator[Deployment]:
    """Start a local cloud, deploy the stack of this folder, and put an edge in front."""
    paths = Paths(root=find_paths({}).root, home=home)
    key = rsa.generate_private_key(65537, 2048)
    local = cloud.start(paths, ports.free())
    edge = None
    try:
        aws = local_aws(local.endpoint_url)
        with serving() as port:
            create_stack(aws, key, port)
            edge = edge_process.start(paths, local.endpoint_url, 0)
            yield Deployment(aws, edge, edge_process.certificate_file(paths), key, App.hits)
    finally:
        if edge is not None:
            edge_process.stop(paths, edge)
        cloud.stop(paths, local)


def create_stack(aws: Aws, key: rsa.RSAPrivateKey, port: int) -> None:
    """Deploy distribution.yaml, whose custom origin has this port."""
    pem = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    parameters = {"PublicKey": pem.decode(), "Port": str(port)}
    aws.cloudformation.create_stack(
        StackName="edge",
        TemplateBody=TEMPLATE.read_text(),
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
    )
    aws.cloudformation.get_waiter("stack_create_complete").wait(StackName="edge", WaiterConfig={"Delay": 1})
