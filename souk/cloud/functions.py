"""The functions of an environment: what each belongs to, what calls it, and what it was deployed with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from souk.cloud.naming import Service

FUNCTION = "AWS::Lambda::Function"
Artifact = tuple[str, str]
"""Bucket and key of code in S3."""


@dataclass(frozen=True, order=True)
class Function:
    """A function as its stack describes it."""

    name: str
    """Its physical name: `souk-dev-orders-v2-http`."""
    service: str
    kind: str
    """The trigger that it handles: `http`, `sqs`, `stream` ..."""
    short_name: str
    """Its name without the environment's: `orders-v2-http`."""
    logical_id: str
    handler: str
    timeout: int
    artifact: Artifact
    """The code that was deployed."""
    api_version: int = 1

    @property
    def is_http(self) -> bool:
        """It answers requests, so that a caller may be waiting."""
        return self.kind == "http"

    @property
    def plug(self) -> str:
        """Its name within its service: `http`, `v2-http`."""
        return self.short_name.removeprefix(f"{self.service}-")

    @classmethod
    def of(cls, name: str, short_name: str, logical_id: str, properties: Mapping[str, Any]) -> Function:
        """The function, from its properties in the processed template.

        Its tags say the service and the kind. Functions deployed before they had tags say both in their handler:
        `orders.handlers.http.handler`.
        """
        tags = {tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])}
        package, *modules, _ = properties["Handler"].split(".")
        code = properties.get("Code", {})
        variables = properties.get("Environment", {}).get("Variables", {})
        return cls(
            name=name,
            service=tags.get("service") or Service.of_package(package).name,
            kind=tags.get("kind") or (modules or [package])[-1],
            short_name=short_name,
            logical_id=logical_id,
            handler=properties["Handler"],
            timeout=int(properties.get("Timeout", 3)),
            artifact=(code.get("S3Bucket", ""), code.get("S3Key", "")),
            api_version=int(variables.get("API_VERSION", 1)),
        )


def kind_of(name: str) -> str:
    """The trigger that a function handles, by the last word of its name."""
    return name.rpartition("-")[2]
