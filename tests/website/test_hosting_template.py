"""The hosting in the template: bucket, caching, security headers, and the APIs under the shop's own address."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from souk.deploy import template
from website.settings import CatalogueSettings

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = template.resources(template.read(ROOT, "services/website/template.yaml"))
NODE = ROOT / ".venv/bin/node"


def properties(logical_id: str) -> dict[str, Any]:
    values: dict[str, Any] = RESOURCES[logical_id]["Properties"]
    return values


CONFIG = properties("WebsiteDistribution")["DistributionConfig"]
NOTHING = {"Ref": "AWS::NoValue"}


def with_others(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A list as it is where the applications that the website uses are there."""
    return [each["If"][1] if "If" in each else each for each in items]


BEHAVIORS = {each["PathPattern"]: each for each in with_others(CONFIG["CacheBehaviors"])}


def run(function: str, *events: dict[str, Any]) -> list[Any]:
    """The results of a CloudFront function."""
    code = properties(function)["FunctionCode"]
    program = f"{code}\nconsole.log(JSON.stringify({json.dumps(events)}.map(handler)))"
    return list(json.loads(subprocess.run([NODE, "-e", program], capture_output=True, text=True, check=True).stdout))


def files(*paths: str) -> list[str]:
    """The files that paths show."""
    events = [{"context": {"eventType": "viewer-request"}, "request": {"uri": path}} for path in paths]
    return [request["uri"] for request in run("WebsiteRoutes", *events)]


def test_only_the_distribution_reads_the_bucket() -> None:
    statement, *_ = properties("WebsiteSitePolicy")["PolicyDocument"]["Statement"]

    assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert statement["Action"] == ["s3:GetObject", "s3:ListBucket"]
    assert "${WebsiteDistribution}" in statement["Condition"]["StringEquals"]["AWS:SourceArn"]["Sub"]
    assert set(properties("WebsiteSite")["PublicAccessBlockConfiguration"].values()) == {True}


def test_everything_is_https_http3_ipv6_and_compressed() -> None:
    behaviors = [CONFIG["DefaultCacheBehavior"], *BEHAVIORS.values()]

    assert (CONFIG["HttpVersion"], CONFIG["IPV6Enabled"]) == ("http2and3", True)
    assert {each["ViewerProtocolPolicy"] for each in behaviors} == {"redirect-to-https", "https-only"}
    assert {each["Compress"] for each in behaviors} == {True}


def test_a_page_is_cached_for_a_minute_and_an_answer_as_its_headers_say() -> None:
    pages, answers = (properties(each)["CachePolicyConfig"] for each in ("WebsitePages", "WebsiteAnswers"))

    assert [pages[key] for key in ("MinTTL", "DefaultTTL", "MaxTTL")] == [0, 60, 60]
    assert [answers[key] for key in ("MinTTL", "DefaultTTL")] == [0, 0]
    key = answers["ParametersInCacheKeyAndForwardedToOrigin"]["HeadersConfig"]["Headers"]
    assert {"Authorization", "Origin", "X-Souk-Api"} <= {*key}
    assert {each["ErrorCachingMinTTL"] for each in CONFIG["CustomErrorResponses"]} == {0}


def test_the_policy_of_scripts_names_hosts_and_nothing_unsafe() -> None:
    headers = properties("WebsitePageHeaders")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    policy = headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Sub"][0]

    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy


def test_each_api_has_its_stage() -> None:
    origins = {each["Id"]: each for each in with_others(CONFIG["Origins"])}
    apis = {path: origins[each["TargetOriginId"]] for path, each in BEHAVIORS.items() if path.startswith("/api/")}

    for path, origin in apis.items():
        service, version = path.split("/")[2:4]
        assert (origin["Id"], origin["OriginPath"]) == (f"{service}-{version}", f"/{version}")
    assert {"/api/users/v1/*", "/api/orders/v1/*", "/api/orders/v2/*", "/api/notifications/v1/*"} <= apis.keys()


def test_without_the_applications_for_members_their_apis_and_files_are_not_there() -> None:
    conditional = [each["If"] for name in ("Origins", "CacheBehaviors") for each in CONFIG[name] if "If" in each]
    headers = properties("WebsitePageHeaders")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    text, values = headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Sub"]

    assert [each[0] for each in conditional] == ["PremiumThere", "ContentThere"] * 2
    assert [each[2] for each in conditional] == [NOTHING] * 4
    assert "media-src ${Blob} ${Files};" in text
    assert (values["Blob"]["If"][2], values["Files"]["If"][2]) == ("'none'", "")


def test_pages_know_whether_the_applications_for_members_are_there() -> None:
    needed = {"TABLE": "t", "SITE_BUCKET": "b", "DISTRIBUTION": "d", "ORDERS_URL": "u", "AWS_REGION": "us-east-1"}
    needed |= {"USER_POOL_ID": "p", "USER_POOL_CLIENT_ID": "c", "ENVIRONMENT": "dev", "SERVICE": "website"}
    members = {"PREMIUM_API": "abc", "CONTENT_URL": "https://d1.cloudfront.net"}

    without = CatalogueSettings.load({**needed, **dict.fromkeys(members, "")}).for_browsers()
    with_them = CatalogueSettings.load({**needed, **members}).for_browsers()

    assert {*without} == {"env", "api", "region", "user_pool_id", "user_pool_client_id"}
    assert with_them == {**without, "premium": "v1", "content": "https://d1.cloudfront.net"}


def test_deep_links_lead_to_the_app_and_unknown_ones_nowhere() -> None:
    assert files("/", "/index.html") == ["/index.html"] * 2
    assert files("/products/ARIA-SPEAKER", "/orders/0d1", "/basket/", "/newsletter/confirm") == ["/app.html"] * 4
    unknown = (
        "/favicon.ico",
        "/robots.txt",
        "/nonsense",
        "/products/a/b",
        "/templates/index.html",
        "/releases/1.json",
        "/products/<script>",
        "/products/aria-speaker",
        "/products/AB",
        f"/products/{'A' * 33}",
    )
    assert files(*unknown) == ["/404.html"] * len(unknown)


def test_every_route_of_the_site_has_a_file() -> None:
    router = (ROOT / "services/website/site/src/router.ts").read_text()
    routes = re.findall(r'\["(/[^"]*)", "[a-z-]+"\]', router)

    assert "/orders/:id" in routes
    paths = [route.replace(":sku", "AB-1").replace(":id", "ab-1") for route in routes]
    shown = dict(zip(routes, files(*paths), strict=True))
    assert [route for route, file in shown.items() if file == "/404.html"] == []


@pytest.mark.parametrize("path", ["/", "/basket", "/nonsense"])
def test_the_file_of_a_file_is_that_file(path: str) -> None:
    assert files(*files(path)) == files(path)


def test_the_page_for_unknown_paths_has_the_status_404() -> None:
    def shown(path: str, status: int) -> dict[str, Any]:
        return {
            "context": {"eventType": "viewer-response"},
            "request": {"uri": path},
            "response": {"statusCode": status},
        }

    answers = run("WebsiteRoutes", shown("/404.html", 200), shown("/404.html", 304), shown("/app.html", 200))

    assert [each["statusCode"] for each in answers] == [404, 304, 200]


def test_an_api_gets_its_own_path_and_no_path_goes_around_that() -> None:
    strange = ["/api/orders/v2/../../users/v1/me", "/api//orders/v2/products", "/api/orders/v2/%2e%2e/x", "/api/x"]
    events = [{"request": {"uri": uri, "headers": {}}} for uri in ("/api/orders/v2/products/A%2FB", *strange)]

    first, *refused = run("WebsiteApiPaths", *events)

    assert (first["uri"], first["headers"]) == ("/products/A%2FB", {"x-souk-api": {"value": "orders-v2"}})
    assert [each["statusCode"] for each in refused] == [404] * len(strange)


def test_a_product_is_whatever_the_api_takes_as_a_sku() -> None:
    contract = json.loads((ROOT / "contracts/openapi/orders.v2.json").read_text())
    [sku] = {
        each["schema"]["pattern"]
        for each in contract["paths"]["/products/{sku}"]["get"]["parameters"]
        if each["name"] == "sku"
    }

    assert sku.strip("^$") in properties("WebsiteRoutes")["FunctionCode"]
