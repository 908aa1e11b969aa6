"""The functions by `(aws, env)`, until every folder takes an Environment."""

from __future__ import annotations

from dataclasses import dataclass

from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.cloud.functions import Artifact, kind_of
from souk.cloud.naming import stack_name


@dataclass(frozen=True, order=True)
class Function:
    """One function, as the stack describes it."""

    name: str
    env: str
    handler: str
    timeout: int
    artifact: Artifact
    api_version: int = 1

    @property
    def full_name(self) -> str:
        return f"{stack_name(self.env)}-{self.name}"

    @property
    def service(self) -> str:
        return self.name.partition("-")[0]

    @property
    def kind(self) -> str:
        return kind_of(self.name)

    @property
    def is_http(self) -> bool:
        return self.kind == "http"


def of_environment(aws: Aws, env: str) -> list[Function]:
    """All functions of an environment."""
    return [
        Function(each.short_name, env, each.handler, each.timeout, each.artifact, each.api_version)
        for each in Environment(env, aws).functions
    ]
