"""CloudFront's API as the edge reads it, without a cloud."""

from __future__ import annotations

import asyncio
import io
from typing import Any

from botocore.exceptions import EndpointConnectionError
from cryptography.hazmat.primitives import serialization

from souk.local.edge.deployed import DeployedDistributions
from tests.edge.fakes import Clock
from tests.edge.table_signatures import RSA

SUMMARY = {"Id": "E1", "DomainName": "D1.cloudfront.net"}
ORIGIN = {"Id": "app", "DomainName": "127.0.0.1", "CustomOriginConfig": {"HTTPPort": 8080, "HTTPSPort": 8443,
          "OriginProtocolPolicy": "http-only", "OriginReadTimeout": 5}, "OriginPath": "/v1",
          "CustomHeaders": {"Items": [{"HeaderName": "X-Secret", "HeaderValue": "s"}]}}  # fmt: skip
FUNCTION = "arn:aws:cloudfront::000000000000:function/routes"
BEHAVIOR = {"TargetOriginId": "app", "ViewerProtocolPolicy": "https-only", "CachePolicyId": "C1"}
CONFIG: dict[str, Any] = {
    "Enabled": True,
    "Origins": {"Items": [ORIGIN, {"Id": "s3", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {}}]},
    "DefaultCacheBehavior": BEHAVIOR,
    "CacheBehaviors": {"Items": [{**BEHAVIOR, "PathPattern": "/paid/*", "TargetOriginId": "s3", "Compress": True,
                                  "TrustedKeyGroups": {"Enabled": True, "Items": ["G1"]},
                                  "FunctionAssociations": {"Items": [
                                      {"EventType": "viewer-request", "FunctionARN": FUNCTION}]}}]},
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

    def get_function(self, Name: str, Stage: str) -> Any:  # noqa: N803
        return {"FunctionCode": io.BytesIO(f"{Name} {Stage}".encode())}

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
