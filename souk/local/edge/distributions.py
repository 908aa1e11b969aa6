"""The port to the deployed distributions."""

from typing import Protocol

from souk.local.edge.config import Distribution

LOCAL = ".cloudfront.localhost"
"""`ID.cloudfront.localhost` is another name for a distribution: browsers and curl resolve it to this machine."""
SECURE = ".secure.localhost"
"""`ID.secure.localhost` is the same over HTTPS, although the browser speaks plain HTTP to this machine."""


class Unreadable(Exception):
    """A distribution is deployed, but its configuration can't be read."""


class Distributions(Protocol):
    """The deployed distributions by the names that a viewer calls."""

    async def find(self, host: str) -> Distribution | None:
        """The distribution of a host name in lower case. Raises OSError if nobody knows them, and Unreadable."""
        ...

    async def reread(self) -> None:
        """Forget what was cached of distributions that are gone. Raises OSError if nobody knows them."""
        ...


def names(distribution: Distribution) -> set[str]:
    """The host names of a distribution: its domain name, its aliases, and the local names."""
    label = distribution.domain.partition(".")[0]
    local = {f"{name}{LOCAL}" for name in (distribution.id.lower(), label)}
    return {distribution.domain, distribution.id.lower(), *local, *distribution.aliases}


def viewer_host(distribution: Distribution, host: str) -> str:
    """The host that the viewer would call on AWS, which a signed URL names: an alias, or the domain name."""
    called_by_alias = any(_covers(alias, host) for alias in distribution.aliases)
    return host if called_by_alias else distribution.domain


def by_host(distributions: list[Distribution], host: str) -> Distribution | None:
    """The distribution of a host; an exact name before an alias with a wildcard.

    Guide: CNAMEs.html, "Using the * wildcard in alternate domain names".
    """
    exact = next((each for each in distributions if host in names(each)), None)
    if exact is not None:
        return exact
    return next((each for each in distributions if any(_covers(alias, host) for alias in each.aliases)), None)


def _covers(alias: str, host: str) -> bool:
    return alias == host or (alias.startswith("*.") and host.endswith(alias[1:]))
