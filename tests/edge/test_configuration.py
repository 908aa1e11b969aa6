"""The configuration that the edge obeys, as CloudFront's API gives it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from cryptography.hazmat.primitives import serialization

from souk.local.edge.config import Choices, Selection
from souk.local.edge.deployed import CURRENT_SECONDS, OUTDATED_SECONDS, DeployedDistributions
from souk.local.edge.parsing import Documents, cache_policy, distribution, legacy_policy
from tests.edge.fakes import Clock
from tests.edge.table_signatures import RSA

SUMMARY = {"Id": "E1", "DomainName": "D1.cloudfront.net"}
ORIGIN = {"Id": "app", "DomainName": "127.0.0.1", "CustomOriginConfig": {"HTTPPort": 8080, "HTTPSPort": 8443,
          "OriginProtocolPolicy": "http-only", "OriginReadTimeout": 5}, "OriginPath": "/v1",
          "CustomHeaders": {"Items": [{"HeaderName": "X-Secret", "HeaderValue": "s"}]}}  # fmt: skip
BEHAVIOR = {"TargetOriginId": "app", "ViewerProtocolPolicy": "https-only", "CachePolicyId": "C1"}
CONFIG: dict[str, Any] = {
    "Enabled": True,
    "Origins": {"Items": [ORIGIN, {"Id": "s3", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {}}]},
    "DefaultCacheBehavior": BEHAVIOR,
    "CacheBehaviors": {"Items": [{**BEHAVIOR, "PathPattern": "/paid/*", "TargetOriginId": "s3", "Compress": True,
                                  "TrustedKeyGroups": {"Enabled": True, "Items": ["G1"]}}]},
    "Aliases": {"Items": ["WWW.souk.example"]},
    "CustomErrorResponses": {"Items": [{"ErrorCode": 404, "ResponsePagePath": "/404.html", "ResponseCode": "200"}]},
    "Restrictions": {"GeoRestriction": {"RestrictionType": "none"}},
}  # fmt: skip
POLICY = {"MinTTL": 1, "ParametersInCacheKeyAndForwardedToOrigin": {"EnableAcceptEncodingGzip": True, "HeadersConfig":
          {"HeaderBehavior": "whitelist", "Headers": {"Items": ["Accept-Language"]}}}}  # fmt: skip


class FakeCloudFront:
    """CloudFront's API with one distribution."""

    def __init__(self) -> None:
        self.config, self.invalidations, self.down, self.readings = dict(CONFIG), dict[str, list[str]](), False, 0
        self.summaries = [SUMMARY]

    def get_paginator(self, operation: str) -> Any:
        if self.down:
            raise EndpointConnectionError(endpoint_url="http://127.0.0.1:1")
        self.readings += operation == "list_distributions"
        pages = {
            "list_distributions": {"DistributionList": {"Items": self.summaries}},
            "list_invalidations": {"InvalidationList": {"Items": [{"Id": batch} for batch in self.invalidations]}},
        }
        return type("Paginator", (), {"paginate": lambda *_, **__: [pages[operation]]})()

    def get_distribution_config(self, Id: str) -> Any:  # noqa: N803 - as boto3
        return {"DistributionConfig": self.config}

    def get_cache_policy(self, Id: str) -> Any:  # noqa: N803
        return {"CachePolicy": {"CachePolicyConfig": POLICY}}

    get_origin_request_policy = get_response_headers_policy = get_cache_policy

    def get_key_group(self, Id: str) -> Any:  # noqa: N803
        return {"KeyGroup": {"KeyGroupConfig": {"Items": ["K1"]}}}

    def get_public_key(self, Id: str) -> Any:  # noqa: N803
        kinds = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        pem = RSA.public_key().public_bytes(*kinds).decode()
        return {"PublicKey": {"PublicKeyConfig": {"EncodedKey": pem}}}

    def get_invalidation(self, DistributionId: str, Id: str) -> Any:  # noqa: N803
        return {"Invalidation": {"InvalidationBatch": {"Paths": {"Items": self.invalidations[Id]}}}}


class Reading:
    """A reader of the fake API, with a clock and the invalidations that it passed on."""

    def __init__(self) -> None:
        self.api, self.clock, self.invalidated = FakeCloudFront(), Clock(), list[tuple[str, str]]()
        self.distributions = DeployedDistributions(self.api, lambda *each: self.invalidated.append(each), self.clock)

    async def after(self, seconds: float, host: str = "d1.cloudfront.net") -> Any:
        self.clock.time += seconds
        before = await self.distributions.find(host)
        await asyncio.sleep(0.05)
        return before


def test_a_distribution_has_behaviors_origins_policies_and_keys_of_its_documents() -> None:
    parsed = asyncio.run(Reading().after(0))

    paid, default = parsed.behaviors
    assert (paid.pattern, paid.origin.s3, paid.compress, list(paid.keys)) == ("/paid/*", True, True, ["K1"])
    assert (default.pattern, default.origin.headers, default.origin.path) == ("*", (("x-secret", "s"),), "/v1")
    assert (default.origin.http_port, default.origin.timeout, default.keys) == (8080, 5, None)
    assert default.cache.key.headers == Selection("whitelist", frozenset({"accept-language"}))
    assert (parsed.aliases, parsed.countries) == (frozenset({"www.souk.example"}), None)
    assert (parsed.errors[404].page, parsed.errors[404].status, parsed.errors[404].ttl) == ("/404.html", 200, 10)


def test_a_policy_has_the_defaults_of_the_api() -> None:
    policy = cache_policy({"MinTTL": 100_000})

    assert (policy.default_ttl, policy.max_ttl) == (100_000, 31_536_000)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"QueryString": False}, Choices(headers=Selection("whitelist"))),
        ({"QueryString": True}, Choices(headers=Selection("whitelist"), query=Selection("all"))),
        (
            {"QueryString": True, "QueryStringCacheKeys": {"Items": ["v"]}, "Cookies": {"Forward": "all"}},
            Choices(Selection("whitelist"), Selection("all"), Selection("whitelist", frozenset({"v"}))),
        ),
    ],
)
def test_older_behaviors_say_the_same_with_forwarded_values(values: dict[str, Any], expected: Choices) -> None:
    policy = legacy_policy({"ForwardedValues": values, "MinTTL": 5})

    assert policy.key == expected
    assert (policy.min_ttl, policy.default_ttl, policy.max_ttl) == (5, 86_400, 31_536_000)


def test_an_older_behavior_that_forwards_all_headers_caches_nothing() -> None:
    assert legacy_policy({"ForwardedValues": {"Headers": {"Items": ["*"]}}}).max_ttl == 0


def test_trusted_signers_whose_keys_nobody_has_here_let_nobody_read() -> None:
    signers = {
        **CONFIG,
        "DefaultCacheBehavior": {**BEHAVIOR, "TrustedSigners": {"Enabled": True}},
        "CacheBehaviors": {},
    }

    assert distribution(SUMMARY, signers, Documents()).behaviors[0].keys == {}


def test_of_an_origin_group_the_first_origin_is_asked() -> None:
    group = {"Id": "both", "Members": {"Items": [{"OriginId": "s3"}, {"OriginId": "app"}]}}
    behavior = {**BEHAVIOR, "TargetOriginId": "both"}
    grouped = {**CONFIG, "OriginGroups": {"Items": [group]}, "DefaultCacheBehavior": behavior, "CacheBehaviors": {}}

    assert distribution(SUMMARY, grouped, Documents()).behaviors[0].origin.id == "s3"


def test_a_distribution_that_cannot_be_read_leaves_the_others() -> None:
    reading = Reading()
    del reading.api.config["DefaultCacheBehavior"]

    assert asyncio.run(reading.after(0)) is None


def test_geo_restriction_is_known() -> None:
    restricted = {**CONFIG, "CacheBehaviors": {}, "Restrictions": {"GeoRestriction": {"RestrictionType": "blacklist"}}}

    assert distribution(SUMMARY, restricted, Documents()).countries == {"RestrictionType": "blacklist"}


def test_a_configuration_is_read_once_and_again_when_it_may_have_changed() -> None:
    reading = Reading()

    async def look() -> list[bool]:
        first = await reading.after(0)
        reading.api.config["Enabled"] = False
        return [(await reading.after(seconds)).enabled for seconds in (0, CURRENT_SECONDS + 1, 0)] + [first.enabled]

    assert asyncio.run(look()) == [True, True, False, True]
    assert reading.api.readings == 2


def test_after_a_pause_a_request_waits_for_the_configuration() -> None:
    reading = Reading()

    async def look() -> bool:
        await reading.after(0)
        reading.api.config["Enabled"] = False
        return (await reading.after(OUTDATED_SECONDS + 1)).enabled

    assert asyncio.run(look()) is False


def test_only_new_invalidations_are_passed_on_and_once() -> None:
    reading = Reading()
    reading.api.invalidations["I1"] = ["/old"]

    async def look() -> None:
        await reading.after(0)
        reading.api.invalidations["I2"] = ["/a", "/b/*"]
        for _ in range(3):
            await reading.after(CURRENT_SECONDS + 1)

    asyncio.run(look())
    assert reading.invalidated == [("E1", "/a"), ("E1", "/b/*")]


def test_of_a_distribution_that_is_gone_everything_is_forgotten_at_once() -> None:
    reading = Reading()

    async def look() -> Any:
        await reading.after(0)
        reading.api.summaries = []
        await reading.distributions.reread()
        return await reading.distributions.find("d1.cloudfront.net")

    assert asyncio.run(look()) is None
    assert reading.invalidated == [("E1", "/*")]


def test_of_a_distribution_that_could_not_be_read_nothing_is_forgotten() -> None:
    reading = Reading()

    async def look() -> None:
        await reading.after(0)
        del reading.api.config["DefaultCacheBehavior"]
        await reading.distributions.reread()

    asyncio.run(look())
    assert reading.invalidated == []


def test_a_reading_that_began_before_a_change_is_followed_by_another() -> None:
    reading = Reading()

    async def look() -> Any:
        before = asyncio.create_task(reading.distributions.find("d1.cloudfront.net"))
        await asyncio.sleep(0)
        await reading.distributions.reread()
        return await before

    assert asyncio.run(look()).id == "E1"
    assert reading.api.readings == 2


def test_a_cloud_that_stops_leaves_the_configuration_in_place() -> None:
    reading = Reading()

    async def look() -> bool:
        await reading.after(0)
        reading.api.down = True
        return (await reading.after(OUTDATED_SECONDS + 1)).enabled

    assert asyncio.run(look()) is True


def test_a_cloud_that_never_answered_is_an_error() -> None:
    reading = Reading()
    reading.api.down = True

    with pytest.raises(OSError, match="Could not connect"):
        asyncio.run(reading.after(0))


def test_a_host_that_was_unknown_is_looked_up_again() -> None:
    reading = Reading()
    host = "www.new.example"

    async def look() -> list[bool]:
        before = [await reading.after(seconds, host) is None for seconds in (0, 0.1)]
        reading.api.config["Aliases"] = {"Items": [host]}
        return [*before, await reading.after(1, host) is None]

    assert asyncio.run(look()) == [True, True, False]
    assert reading.api.readings == 2


def test_an_unknown_host_has_no_distribution() -> None:
    assert asyncio.run(Reading().after(0, "d9.cloudfront.net")) is None
