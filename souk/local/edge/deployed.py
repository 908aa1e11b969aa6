"""The distributions that are deployed in the local cloud, read by CloudFront's API."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from souk.local.edge.config import Distribution, Document
from souk.local.edge.distributions import Unreadable, by_host, names
from souk.local.edge.parsing import Documents, distribution

CURRENT_SECONDS = 2.0
"""So long a configuration counts as current. Then it is read again while requests go on."""
UNKNOWN_SECONDS = 0.5
"""So long an unknown host stays unknown without another reading: it may have been deployed just now."""
OUTDATED_SECONDS = 10.0
"""After that a request waits until it is read again."""

Invalidate = Callable[[str, str], object]

logger = logging.getLogger("edge")


@dataclass
class Snapshot:
    """The distributions, and their invalidations so far: the paths of each by its id."""

    distributions: list[Distribution] = field(default_factory=list)
    invalidations: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    """Of all that are deployed, also of those whose configuration could not be read."""
    unreadable: dict[str, str] = field(default_factory=dict)
    """The reasons for those, by their names."""


class DeployedDistributions:
    """Reads the configuration when requests come; passes new invalidations on as (distribution, path)."""

    def __init__(self, cloudfront: Any, invalidate: Invalidate, now: Callable[[], float] = time.monotonic) -> None:
        self._cloudfront, self._invalidate, self._now = cloudfront, invalidate, now
        self._snapshot = Snapshot()
        self._read_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None
        self._hosts: dict[str, Distribution | None] = {}

    async def find(self, host: str) -> Distribution | None:
        """The distribution of a host. Raises Unreadable, or OSError if none is known and the cloud doesn't answer."""
        age = self._now() - self._read_at
        if age > OUTDATED_SECONDS or (age > UNKNOWN_SECONDS and self._by_host(host) is None):
            await asyncio.shield(self._start_reading())
        elif age > CURRENT_SECONDS:
            self._start_reading()
        deployed = self._by_host(host)
        if deployed is None and host in self._snapshot.unreadable:
            raise Unreadable(self._snapshot.unreadable[host])
        return deployed

    async def reread(self) -> None:
        """Read the configuration as it is now. Raises OSError as `find`."""
        if self._reading is not None:  # it may have begun before the change
            await asyncio.shield(self._reading)
        await asyncio.shield(self._start_reading())

    def _by_host(self, host: str) -> Distribution | None:
        if host not in self._hosts:
            self._hosts[host] = by_host(self._snapshot.distributions, host)
        return self._hosts[host]

    def _start_reading(self) -> asyncio.Task[None]:
        """Read the configuration, once for all who want it."""
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
        return self._reading

    async def _read(self) -> None:
        try:
            snapshot = await asyncio.to_thread(read, self._cloudfront, self._snapshot)
        except (BotoCoreError, ClientError) as error:
            logger.warning("the configuration can't be read: %s", error)
            if not self._snapshot.distributions:
                raise OSError(str(error)) from error
            snapshot = self._snapshot
        finally:
            self._reading = None
        gone = [(distribution_id, "/*") for distribution_id in self._snapshot.ids - snapshot.ids]
        for distribution_id, path in [*gone, *new_invalidations(self._snapshot, snapshot)]:
            self._invalidate(distribution_id, path)
        self._snapshot, self._read_at, self._hosts = snapshot, self._now(), {}


def new_invalidations(before: Snapshot, after: Snapshot) -> list[tuple[str, str]]:
    """The paths that were invalidated between two readings, with their distributions.

    Of a distribution that was unknown before, nothing is in the cache.
    """
    return [
        (distribution_id, path)
        for distribution_id, batches in after.invalidations.items()
        for batch, paths in batches.items()
        if batch not in before.invalidations.get(distribution_id, batches)
        for path in paths
    ]


def read(cloudfront: Any, before: Snapshot) -> Snapshot:
    """The current configuration and invalidations of all distributions."""
    snapshot, documents = Snapshot(), Documents()
    for page in cloudfront.get_paginator("list_distributions").paginate():
        for summary in page["DistributionList"].get("Items", []):
            snapshot.ids.add(summary["Id"])
            old = before.invalidations.get(summary["Id"], {})
            try:
                config = cloudfront.get_distribution_config(Id=summary["Id"])["DistributionConfig"]
                collect(cloudfront, config, documents)
                snapshot.distributions.append(distribution(summary, config, documents))
                snapshot.invalidations[summary["Id"]] = invalidations(cloudfront, summary["Id"], old)
            except (ClientError, KeyError, ValueError) as error:
                logger.warning("the distribution %s is left out, it is gone or unusual: %r", summary["Id"], error)
                aliases = frozenset(alias.lower() for alias in summary.get("Aliases", {}).get("Items", []))
                unusual = Distribution(summary["Id"], summary["DomainName"].lower(), (), aliases)
                snapshot.unreadable |= dict.fromkeys(names(unusual), repr(error))
    return snapshot


def invalidations(cloudfront: Any, distribution_id: str, old: dict[str, list[str]]) -> dict[str, list[str]]:
    """The paths of each invalidation of a distribution; those that were read before aren't read again."""
    paths: dict[str, list[str]] = {}
    for page in cloudfront.get_paginator("list_invalidations").paginate(DistributionId=distribution_id):
        for summary in page["InvalidationList"].get("Items", []):
            batch = summary["Id"]
            paths[batch] = old[batch] if batch in old else _paths(cloudfront, distribution_id, batch)
    return paths


def collect(cloudfront: Any, config: Document, documents: Documents) -> None:
    """Read the policies and keys that a configuration refers to."""
    for behavior in [config["DefaultCacheBehavior"], *config.get("CacheBehaviors", {}).get("Items", [])]:
        for name, kind, kept in (
            ("CachePolicyId", "CachePolicy", documents.cache),
            ("OriginRequestPolicyId", "OriginRequestPolicy", documents.origin_requests),
            ("ResponseHeadersPolicyId", "ResponseHeadersPolicy", documents.response_headers),
        ):
            policy = behavior.get(name)
            if policy and policy not in kept:
                kept[policy] = _policy(cloudfront, kind, policy)
        for association in behavior.get("FunctionAssociations", {}).get("Items", []):
            arn = association["FunctionARN"]
            if arn not in documents.functions:
                documents.functions[arn] = _code(cloudfront, arn)
        for group in behavior.get("TrustedKeyGroups", {}).get("Items", []):
            if group not in documents.key_groups:
                documents.key_groups[group] = {key: _key(cloudfront, key) for key in _group(cloudfront, group)}


def _policy(cloudfront: Any, kind: str, policy: str) -> Document:
    get = {
        "CachePolicy": cloudfront.get_cache_policy,
        "OriginRequestPolicy": cloudfront.get_origin_request_policy,
        "ResponseHeadersPolicy": cloudfront.get_response_headers_policy,
    }[kind]
    return dict(get(Id=policy)[kind][f"{kind}Config"])


def _code(cloudfront: Any, arn: str) -> str:
    function = cloudfront.get_function(Name=arn.rpartition("/")[2], Stage="LIVE")
    return str(function["FunctionCode"].read().decode())


def _group(cloudfront: Any, group: str) -> list[str]:
    return list(cloudfront.get_key_group(Id=group)["KeyGroup"]["KeyGroupConfig"]["Items"])


def _key(cloudfront: Any, key: str) -> Any:
    pem = cloudfront.get_public_key(Id=key)["PublicKey"]["PublicKeyConfig"]["EncodedKey"]
    return load_pem_public_key(pem.encode())


def _paths(cloudfront: Any, distribution_id: str, batch: str) -> list[str]:
    invalidation = cloudfront.get_invalidation(DistributionId=distribution_id, Id=batch)["Invalidation"]
    return list(invalidation["InvalidationBatch"]["Paths"]["Items"])
