"""The deployed website through the edge: headers, caching, deep links, and the APIs under its own address."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.cloud import Cloud, alone, souk
from tests.waiting import PATIENCE, eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("website")]
PAGE = {"accept": "text/html"}


class Shop:
    """The shop's address, as a browser has it: `secure` is by HTTPS on AWS."""

    def __init__(self, cloud: Cloud) -> None:
        outputs = cloud.outputs.applications["website"]
        self.address, self.by_path = outputs["WebsiteDistribution.page_url"], outputs["WebsiteDistribution.path_url"]
        self.bucket = outputs["SiteBucket"]

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Get a path over HTTPS."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.get(f"{self.by_path}{path}", headers=named, trust_env=False, timeout=PATIENCE)

    def asset(self) -> str:
        """The path of a script of the first page."""
        match = re.search(r'src="(/assets/[^"]+\.js)"', self.get("/").text)
        assert match
        return match[1]


def kept(response: httpx.Response) -> httpx.Response | None:
    """The response, if CloudFront had it."""
    return response if response.headers["x-cache"] == "Hit from cloudfront" else None


@pytest.fixture
def shop(cloud: Cloud) -> Shop:
    return Shop(cloud)


def test_a_deployment_publishes_the_site(shop: Shop, cloud: Cloud) -> None:
    assert "<main" in shop.get("/").text
    assert "shown" in souk(cloud.home, "website", "releases", "--env", cloud.outputs.env).stdout


def test_a_browser_opens_the_printed_address_without_a_certificate(shop: Shop) -> None:
    host = shop.address.removeprefix("http://")
    port = host.rpartition(":")[2]

    # Python resolves no names below localhost.
    seen = httpx.get(f"http://127.0.0.1:{port}/basket", headers={"host": host}, trust_env=False, timeout=PATIENCE)

    # A page without products: those of other tests change the first page at any moment.
    assert (seen.status_code, seen.text) == (200, shop.get("/basket").text)


def test_every_page_has_the_security_headers(shop: Shop) -> None:
    for path in ("/", "/basket", "/nonsense", shop.asset()):
        headers = shop.get(path).headers
        policy = headers["content-security-policy"]

        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "camera=()" in headers["permissions-policy"]


def test_plain_http_is_redirected(shop: Shop) -> None:
    seen = httpx.get(f"{shop.by_path.replace('/https://', '/http://')}/basket", trust_env=False, timeout=PATIENCE)

    assert seen.status_code == 301
    assert seen.headers["location"].startswith("/https://")


def test_deep_links_show_the_app(shop: Shop) -> None:
    pages = [shop.get(path) for path in ("/basket", "/orders/0d1f", "/newsletter/confirm?token=x", "/sign-in/")]

    assert {page.status_code for page in pages} == {200}
    assert len({page.text for page in pages}) == 1
    assert {page.headers["cache-control"] for page in pages} == {"public, max-age=60"}


@pytest.mark.parametrize(
    "path",
    ["/nonsense", "/products/no", "/orders/1/2", "/robots.txt", "/templates/index.html", "/releases/current.json"],
)
def test_an_unknown_path_shows_a_page_with_the_status_404(path: str, shop: Shop) -> None:
    seen = [shop.get(path), shop.get(path)]

    assert [(each.status_code, each.headers["content-type"]) for each in seen] == [
        (404, "text/html; charset=utf-8")
    ] * 2
    assert "<main" in seen[0].text


def test_assets_are_immutable_compressed_and_fetched_once(shop: Shop) -> None:
    path = shop.asset()
    shop.get(path, accept_encoding="br")

    seen = shop.get(path, accept_encoding="br")

    assert seen.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (seen.headers["content-encoding"], seen.headers["x-cache"]) == ("br", "Hit from cloudfront")
    assert shop.get(f"{path}x").status_code == 404


def test_the_bucket_blocks_all_public_access(shop: Shop, cloud: Cloud) -> None:
    access = cloud.aws.s3.get_public_access_block(Bucket=shop.bucket)["PublicAccessBlockConfiguration"]

    assert set(access.values()) == {True}


def test_page_and_apis_share_an_address(shop: Shop) -> None:
    products = shop.get("/api/orders/v2/products")
    again = eventually(lambda: kept(shop.get("/api/orders/v2/products")))

    assert products.json()["items"]
    assert isinstance(products.json()["items"][0]["price"]["amount"], str)
    assert isinstance(shop.get("/api/orders/v1/products").json()["items"][0]["price"]["amount"], int)
    assert again.json()["items"]


def test_an_apis_error_stays_the_apis(shop: Shop) -> None:
    for path, status in (("/api/users/v1/users/me", 401), ("/api/orders/v2/products/NO-SUCH", 404)):
        seen = shop.get(path)

        assert (seen.status_code, seen.headers["content-type"]) == (status, "application/problem+json")


def test_no_answer_to_somebody_who_signed_in_is_kept(shop: Shop, cloud: Cloud) -> None:
    customer = cloud.customer()
    token = customer.http.headers["authorization"]

    seen = [shop.get("/api/users/v1/users/me", authorization=token) for _ in range(2)]

    assert {each.status_code for each in seen} == {200}
    assert {each.headers["x-cache"] for each in seen} == {"Miss from cloudfront"}
    assert shop.get("/api/users/v1/users/me").status_code == 401


def test_a_path_goes_around_no_api(shop: Shop) -> None:
    for path in ("/api/orders/v2/%2e%2e/%2e%2e/users/v1/users/me", "/api/orders/v2//products", "/api/no-such/v1/x"):
        assert shop.get(path).status_code == 404


def test_one_goes_to_a_named_release_and_back(shop: Shop, cloud: Cloud) -> None:
    def run(*words: str) -> str:
        with alone(cloud.home):
            return souk(cloud.home, "website", *words, "--env", cloud.outputs.env).stdout

    latest = run("releases").split()[0]
    content = cloud.aws.s3.get_object(Bucket=shop.bucket, Key=f"releases/{latest}.json")["Body"].read()
    earlier = "20200101-000000-000000"
    cloud.aws.s3.put_object(
        Bucket=shop.bucket, Key=f"releases/{earlier}.json", Body=content.replace(latest.encode(), earlier.encode())
    )
    try:
        assert f"{earlier} is shown" in run("rollback", earlier)
        assert f"{latest} is shown" in run("rollback", latest)
        assert shop.get("/").status_code == 200
    finally:
        cloud.aws.s3.delete_object(Bucket=shop.bucket, Key=f"releases/{earlier}.json")


def test_publishing_to_no_environment_is_refused_in_words(cloud: Cloud) -> None:
    refused = souk(cloud.home, "website", "publish", "--env", "no-such", check=False)

    assert refused.returncode == 1
    assert "no environment `no-such`" in refused.stderr
    assert "Traceback" not in refused.stderr
