"""The hosting in the template: a private bucket, which CloudFront reads for this distribution only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from souk.deploy import template

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = template.resources(template.read(ROOT, "services/website/template.yaml"))


def properties(logical_id: str) -> dict[str, Any]:
    values: dict[str, Any] = RESOURCES[logical_id]["Properties"]
    return values


def test_only_the_distribution_reads_the_bucket() -> None:
    statement, *_ = properties("WebsiteSitePolicy")["PolicyDocument"]["Statement"]

    assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert statement["Action"] == "s3:GetObject"
    assert "${WebsiteDistribution}" in statement["Condition"]["StringEquals"]["AWS:SourceArn"]["Sub"]
    assert set(properties("WebsiteSite")["PublicAccessBlockConfiguration"].values()) == {True}
