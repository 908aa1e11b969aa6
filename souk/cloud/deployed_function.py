"""The functions of an environment, as `souk dev` knows them: what they were deployed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from souk.cloud.clients import Aws
from souk.cloud.functions import kind_of
from souk.cloud.stack import name_of, processed, resources

KIND = "AWS::Lambda::Function"
Artifact = tuple[str, str]
"""Bucket and key of code in S3."""


@dataclass(frozen=True, order=True)
class Function:
    """One function, as the stack describes it."""

    name: str
    """Without its environment: `orders-v2-http`."""
    env: str
    handler: str
    timeout: int
    artifact: Artifact
    """The code that was deployed."""
    api_version: int = 1

    @property
    def full_name(self) -> str:
        return f"{name_of(self.env)}-{self.name}"

    @property
    def service(self) -> str:
        return self.name.partition("-")[0]

    @property
    def kind(self) -> str:
        """What calls it: `http`, `sqs`, `stream` ..."""
        return kind_of(self.name)

    @property
    def is_http(self) -> bool:
        """Somebody may be waiting for it."""
        return self.kind == "http"


def of_environment(aws: Aws, env: str) -> list[Function]:
    """All functions of an environment."""
    made = processed(aws, env)["Resources"]
    return sorted(
        _function(env, physical, made[logical]["Properties"])
        for kind, logical, physical in resources(aws, env)
        if kind == KIND
    )


def _function(env: str, physical: str, told: dict[str, Any]) -> Function:
    variables = told.get("Environment", {}).get("Variables", {})
    return Function(
        name=physical.removeprefix(f"{name_of(env)}-"),
        env=env,
        handler=told["Handler"],
        timeout=int(told["Timeout"]),
        artifact=(told["Code"]["S3Bucket"], told["Code"]["S3Key"]),
        api_version=int(variables.get("API_VERSION", 1)),
    )
