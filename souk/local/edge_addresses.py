"""The addresses of an environment's distributions: their own on AWS, those at the edge in the local cloud."""

from __future__ import annotations

from souk.base.paths import Paths
from souk.cloud import distributions
from souk.cloud.distributions import Distribution
from souk.cloud.environment import Environment
from souk.cloud.outputs import Outputs
from souk.local import edge_process
from souk.local.edge_process import EdgeProcess


def outputs(paths: Paths, environment: Environment) -> Outputs:
    """The outputs of an environment, with the addresses of its distributions."""
    edge = edge_process.running(paths) if environment.is_local else None
    certificate = str(edge_process.certificate_file(paths))
    return distributions.with_addresses(
        environment.outputs,
        [
            (each, of_local(each, edge, certificate) if environment.is_local else on_aws(each))
            for each in distributions.find(environment)
        ],
    )


def on_aws(distribution: Distribution) -> dict[str, str]:
    """A distribution's own domain."""
    return {"domain": distribution.domain, "url": f"https://{distribution.domain}"}


def of_local(distribution: Distribution, edge: EdgeProcess | None, certificate: str) -> dict[str, str]:
    """Where the edge serves a distribution of the local cloud; nowhere while it isn't running."""
    if edge is None:
        return {"domain": distribution.domain}
    return {
        "domain": distribution.domain,
        "url": edge.distribution_url(distribution.id),
        "path_url": edge.path_url(distribution.domain),
        "page_url": edge.page_url(distribution.id),
        "certificate": certificate,
    }


def for_people(paths: Paths, environment: Environment) -> dict[str, str]:
    """The addresses at which a browser finds the distributions of an environment, by their own domains."""
    edge = edge_process.running(paths) if environment.is_local else None
    return {each.domain: edge.page_url(each.id) for each in distributions.find(environment)} if edge else {}
