"""The stacks by `(aws, env)`, until every folder takes an Environment."""

from typing import Any

from souk.cloud import stacks
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment, list_environments
from souk.cloud.naming import stack_name as name_of
from souk.cloud.stacks import COMPLETE, Stack
from souk.cloud.stacks import poll_seconds as pause

__all__ = ["COMPLETE", "Stack", "name_of", "pause"]


def find(aws: Aws, env: str) -> Stack | None:
    """The environment's stack, or None."""
    return Environment(env, aws).find_stack()


def require(aws: Aws, env: str) -> Stack:
    """The environment's stack, complete."""
    return Environment(env, aws).require_stack()


def environments(aws: Aws) -> list[str]:
    """The names of all environments."""
    return list(list_environments(aws))


def every(aws: Aws) -> dict[str, Stack]:
    """The stack of each environment, by its name."""
    found = {name: environment.find_stack() for name, environment in list_environments(aws).items()}
    return {name: stack for name, stack in found.items() if stack}


def resources(aws: Aws, env: str) -> list[tuple[str, str, str]]:
    """Type, logical id, physical id."""
    return [(each.type, each.logical_id, each.physical_id) for each in Environment(env, aws).resources]


def processed(aws: Aws, env: str) -> dict[str, Any]:
    """The template after its transforms."""
    return {"Resources": {logical: body for (_, logical), body in Environment(env, aws).definitions.items()}}


def functions(aws: Aws, env: str) -> list[str]:
    """The names of its functions."""
    return [function.name for function in Environment(env, aws).functions]


def why_it_failed(aws: Aws, env: str) -> list[str]:
    """Why the last deployment failed."""
    return stacks.failure_reasons(aws, name_of(env))


def remove(aws: Aws, env: str, seconds: float = 120.0) -> None:
    """Delete the stack."""
    stacks.delete(aws, name_of(env), seconds)


def wait_until_settled(aws: Aws, env: str, seconds: float) -> Stack | None:
    """The stack, once no operation is in progress."""
    return stacks.wait_until_settled(aws, name_of(env), seconds)
