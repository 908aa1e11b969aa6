"""All resources of an account whose name is an environment's, whether or not a stack lists them."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from botocore.exceptions import ClientError

from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.cloud.naming import environment_of
from souk.environments.resource_types import RESOURCE_TYPES, ResourceType


@dataclass(frozen=True)
class NamedResource:
    """A resource that exists."""

    type: str
    name: str
    """Begins with `souk-ENV`."""
    id: str
    """The argument that deletes it."""


def find(
    environment: Environment, others: Iterable[str], types: Iterable[ResourceType] = RESOURCE_TYPES
) -> list[NamedResource]:
    """The resources named like an environment. The names of the others decide about `souk-pr-7-orders`."""
    names = {environment.name, *others}
    return [
        NamedResource(resource_type.name, name, identifier)
        for resource_type in types
        for name, identifier in resource_type.list(environment.aws)
        if environment_of(name, names) == environment.name
    ]


def of_others(environment: Environment, environments: Mapping[str, Environment]) -> set[str]:
    """The ids of resources that stacks of other environments contain, although they are named like this one's.

    `souk-dev-web-http` can be of `dev`, whose application is `web`, and of an environment `dev-web`.
    """
    return {
        resource.physical_id
        for name, other in environments.items()
        if environment.name.startswith(f"{name}-")
        for resource in other.resources
    }


def remove(aws: Aws, resources: Iterable[NamedResource]) -> None:
    """Delete resources in the order of their types; one that can't be deleted yet stays."""
    types = {resource_type.name: resource_type for resource_type in RESOURCE_TYPES}
    for resource in resources:
        with suppress(ClientError):
            types[resource.type].remove(aws, resource.id)


def summary(resources: list[NamedResource]) -> str:
    """The first three, for a message."""
    first = ", ".join(f"{resource.type} {resource.name}" for resource in resources[:3])
    return first if len(resources) <= 3 else f"{first} and {len(resources) - 3} more"
