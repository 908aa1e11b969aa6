"""CloudFront's differences in the emulator. If one of these tests fails, a correction or the edge itself can go."""

from __future__ import annotations

import json
import subprocess

import httpx
import pytest

from souk.base.paths import find_paths
from souk.local.cloudfront import EDGE_HEADER
from tests.edge.deployment import Deployment

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("edge")]

FACTS = """
import asyncio, json
from ministack.services import cloudfront
from ministack.services.cloudformation import provisioners

name = "abc.execute-api.us-east-1.amazonaws.com"
origin = {"domain_name": name, "protocol_policy": "https-only", "https_port": 443}
try:
    asyncio.run(cloudfront._fetch_from_origin(origin, "GET", "/", "", {}, b"", True, "127.0.0.1", "", ""))
    reached = True
except cloudfront.OriginUnreachable:
    reached = False
kinds = [kind for kind in ("PublicKey", "KeyGroup") if f"AWS::CloudFront::{kind}" in provisioners._RESOURCE_HANDLERS]
print(json.dumps({"kinds": kinds, "reached": reached}))
"""


def facts() -> dict[str, object]:
    """The emulator without our corrections."""
    command = [str(find_paths({}).cloud_python), "-c", FACTS]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(output.splitlines()[-1]))


def directly(deployed: Deployment, path: str, **headers: str) -> httpx.Response:
    """Get an object from the emulator's own CloudFront."""
    named = {"host": deployed.outputs["Domain"], "x-forwarded-proto": "https", **headers}
    return httpx.get(f"{deployed.aws.endpoint_url}{path}", headers=named, trust_env=False)


def test_cloudformation_refuses_keys_and_key_groups() -> None:
    assert facts()["kinds"] == []


def test_an_api_is_no_origin() -> None:
    assert facts()["reached"] is False


def test_with_the_corrections_keys_come_from_the_template_and_cannot_be_changed(deployed: Deployment) -> None:
    cloudfront = deployed.aws.client("cloudfront")

    group = cloudfront.get_key_group(Id=deployed.outputs["Keys"])["KeyGroup"]["KeyGroupConfig"]

    assert group == {"Name": "edge", "Items": [deployed.outputs["Key"]], "Comment": "of a test"}


def test_with_the_corrections_an_api_is_an_origin_without_an_edge_too(deployed: Deployment) -> None:
    assert directly(deployed, "/api").json() == {"from": "the API"}


def test_nothing_is_cached_and_no_signature_checked(deployed: Deployment) -> None:
    bucket = deployed.outputs["Bucket"]
    deployed.aws.s3.put_object(Bucket=bucket, Key="paid/fact.txt", Body=b"paid")

    seen = [directly(deployed, path) for path in ("/paid/fact.txt", "/app/fact", "/app/fact")]

    assert seen[0].text == "paid"
    assert deployed.hits.count("/app/fact") == 2


def test_errors_are_replaced_by_pages_but_not_for_the_edge(deployed: Deployment) -> None:
    deployed.aws.s3.put_object(Bucket=deployed.outputs["Bucket"], Key="404.html", Body=b"not here")

    seen, raw = directly(deployed, "/nothing"), directly(deployed, "/nothing", **{EDGE_HEADER: "1"})

    assert (seen.status_code, seen.text) == (404, "not here")
    assert raw.status_code == 403
    assert "x-content-type-options" in seen.headers
    assert "x-content-type-options" not in raw.headers
