"""The distributions of CloudFront in an environment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from souk.cloud.environment import Environment
    from souk.cloud.outputs import Outputs

DISTRIBUTION = "AWS::CloudFront::Distribution"
CORE = "core"


@dataclass(frozen=True)
class Distribution:
    """A deployed distribution."""

    application: str
    """Whose stack it is in; `core` for the core."""
    logical_id: str
    id: str
    domain: str
    """Its own domain: `d111111abcdef8.cloudfront.net`."""


def find(environment: Environment) -> list[Distribution]:
    """The distributions of all its stacks."""
    applications = {stack.name: stack.application or CORE for stack in environment.stacks}
    deployed = [each for each in environment.resources if each.type == DISTRIBUTION and each.physical_id]
    if not deployed:
        return []
    cloudfront = environment.aws.client("cloudfront")
    return [
        Distribution(
            application=applications[each.stack],
            logical_id=each.logical_id,
            id=each.physical_id,
            domain=cloudfront.get_distribution(Id=each.physical_id)["Distribution"]["DomainName"],
        )
        for each in deployed
    ]


def with_addresses(outputs: Outputs, addresses: Iterable[tuple[Distribution, Mapping[str, str]]]) -> Outputs:
    """The outputs with the addresses of distributions, `Downloads.url`, beside other outputs of their applications.

    An output of a template has no dot, so none is replaced.
    """
    applications = {name: dict(others) for name, others in outputs.applications.items()}
    for distribution, values in addresses:
        named = {f"{distribution.logical_id}.{kind}": value for kind, value in values.items()}
        applications.setdefault(distribution.application, {}).update(named)
    return replace(outputs, applications=applications)
