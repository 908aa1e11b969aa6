"""The configuration that the edge obeys, as CloudFront's API gives it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from souk.local.edge.config import Choices, Origin, Selection
from souk.local.edge.parsing import Documents, behavior, cache_policy, distribution, legacy_policy
from tests.edge.fake_cloudfront import BEHAVIOR, CONFIG, SUMMARY, Reading


def test_a_distribution_has_behaviors_origins_policies_and_keys_of_its_documents() -> None:
    parsed = asyncio.run(Reading().after(0))

    paid, default = parsed.behaviors
    assert (paid.pattern, paid.origin.s3, paid.compress, list(paid.keys)) == ("/paid/*", True, True, ["K1"])
    assert (paid.on_request, paid.on_response, default.on_request) == ("routes LIVE", "", "")
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


def test_an_older_behavior_forwards_headers_that_it_does_not_name() -> None:
    document = {"PathPattern": "*", "TargetOriginId": "o", "ViewerProtocolPolicy": "allow-all", "ForwardedValues": {}}

    forwarded = behavior(document, {"o": Origin("o", "127.0.0.1")}, Documents()).forwarded.headers

    picked = {name: forwarded.picks(name) for name in ("x-own", "origin", "accept-language", "authorization", "host")}
    assert picked == {"x-own": True, "origin": True, "accept-language": False, "authorization": False, "host": False}


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


def test_geo_restriction_is_known() -> None:
    restricted = {**CONFIG, "CacheBehaviors": {}, "Restrictions": {"GeoRestriction": {"RestrictionType": "blacklist"}}}

    assert distribution(SUMMARY, restricted, Documents()).countries == {"RestrictionType": "blacklist"}
