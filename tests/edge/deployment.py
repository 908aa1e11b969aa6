"""A deployed stack with distributions, as the tests see it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.asymmetric import rsa

from souk.cloud.clients import Aws
from souk.local.edge_process import EdgeProcess


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
        return httpx.get(f"{self.edge.url}/{url}", headers=named, trust_env=False, timeout=60)

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
