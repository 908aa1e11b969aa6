"""The functions of an environment: what each belongs to, what calls it, and what it was deployed with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FUNCTION = "AWS::Lambda::Function"
Artifact = tuple[str, str]
"""Bucket and key of code in S3."""


@dataclass(frozen=True, order=True)
class Function:
    """A function as its stack describes it."""

    name: str
    """Its physical name: `souk-dev-orders-v2-http`."""
    service: str
    """As its package is called: `orders`."""
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
    application: str = ""
    """The application whose stack has it; empty for the core."""

    @property
    def is_http(self) -> bool:
        """It answers requests, so that a caller may be waiting."""
        return self.kind == "http"

    @property
    def plug(self) -> str:
        """Its name within its service: `http`, `v2-http`."""
        return self.short_name.removeprefix(f"{self.service.replace('_', '-')}-")

    @property
    def contract(self) -> str:
        """The API that it serves, if it is an API's: `orders.v2`."""
        return f"{self.service}.v{self.api_version}"

    @classmethod
    def of(
        cls, name: str, short_name: str, logical_id: str, definition: Mapping[str, Any], application: str = ""
    ) -> Function:
        """The function, from its definition in the processed template.

        Its metadata names the service and the kind. A function that was deployed without has both in its handler:
        `orders.handlers.http.handler`.
        """
        metadata, properties = definition.get("Metadata", {}), definition["Properties"]
        package, *modules, _ = properties["Handler"].split(".")
        code = properties.get("Code", {})
        variables = properties.get("Environment", {}).get("Variables", {})
        return cls(
            name=name,
            service=metadata.get("Service", package),
            kind=metadata.get("Kind") or (modules or [package])[-1],
            short_name=short_name,
            logical_id=logical_id,
            handler=properties["Handler"],
            timeout=int(properties.get("Timeout", 3)),
            artifact=(code.get("S3Bucket", ""), code.get("S3Key", "")),
            api_version=int(variables.get("API_VERSION", 1)),
            application=application,
        )
