"""The edge in front of the local cloud's deployed distributions."""

from __future__ import annotations

import datetime

import httpx
import pytest
from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from souk.local import processes
from tests.edge.deployment import Deployment
from tests.edge.rows import HIT, MISS
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("edge")]


def put(deployed: Deployment, key: str, body: bytes, kind: str = "text/plain") -> None:
    deployed.aws.s3.put_object(Bucket=deployed.outputs["Bucket"], Key=key, Body=body, ContentType=kind)


def signed(deployed: Deployment, url: str) -> str:
    signer = CloudFrontSigner(
        deployed.outputs["Key"],
        lambda message: deployed.key.sign(message, padding.PKCS1v15(), hashes.SHA1()),  # noqa: S303 - CloudFront's
    )
    return signer.generate_presigned_url(url, datetime.datetime.now() + datetime.timedelta(minutes=5))


def test_a_buckets_objects_are_served_and_cached_with_the_policys_headers(deployed: Deployment) -> None:
    put(deployed, "index.html", b"home", "text/html")

    first, second = deployed.get(deployed.url("/")), deployed.get(deployed.url("/index.html"))

    assert (first.status_code, first.text, first.headers["x-cache"]) == (200, "home", MISS)
    assert (second.headers["x-cache"], second.headers["x-content-type-options"]) == (HIT, "nosniff")
    assert deployed.get(deployed.url("/"), if_none_match=first.headers["etag"]).status_code == 304
    assert deployed.get(deployed.url("/"), range="bytes=1-2").text == "om"


def test_a_missing_object_shows_the_error_page(deployed: Deployment) -> None:
    put(deployed, "404.html", b"not here", "text/html")

    seen = deployed.get(deployed.url("/missing"))

    assert (seen.status_code, seen.text) == (404, "not here")


def test_functions_run_as_deployed_and_before_the_cache(deployed: Deployment) -> None:
    put(deployed, "routed.txt", b"routed")

    seen = [deployed.get(deployed.url(f"/routed/{name}")) for name in ("one", "two")]

    assert [(each.text, each.headers["x-routed"]) for each in seen] == [("routed", "/routed.txt")] * 2
    assert seen[1].headers["x-cache"] == HIT


def test_paid_content_needs_a_signature_of_the_key_group(deployed: Deployment) -> None:
    put(deployed, "paid/lesson.txt", b"lesson")
    url = deployed.url("/paid/lesson.txt")

    assert deployed.get(signed(deployed, url)).text == "lesson"
    assert deployed.get(url).headers["x-edge-reason"] == "the request is not signed"
    assert deployed.get(signed(deployed, url).replace("lesson.txt", "other.txt")).status_code in (403, 404)


def test_text_is_compressed(deployed: Deployment) -> None:
    put(deployed, "long.txt", b"souk " * 1000)

    assert deployed.get(deployed.url("/long.txt"), accept_encoding="gzip").headers["content-encoding"] == "gzip"


def test_a_custom_origin_gets_its_secret_header_and_is_asked_once(deployed: Deployment) -> None:
    seen = [deployed.get(deployed.url(f"/app/once?v=1&x={number}")) for number in range(3)]

    assert [response.text for response in seen] == ["/app/once?v=1 secret"] * 3
    assert deployed.hits.count("/app/once?v=1") == 1


def test_an_object_that_breaks_off_is_cut_and_not_kept(deployed: Deployment) -> None:
    for _ in range(2):
        with pytest.raises(httpx.RemoteProtocolError):
            deployed.get(deployed.url("/app/broken"))

    assert deployed.hits.count("/app/broken") == 2


def test_a_large_object_passes_through_little_memory(deployed: Deployment) -> None:
    before = processes.memory_bytes([deployed.edge.pid])

    with httpx.stream(
        "GET", f"{deployed.edge.url}/{deployed.url('/app/bytes-300000000')}", trust_env=False
    ) as response:
        size = sum(len(piece) for piece in response.iter_raw())

    assert size == 300_000_000
    assert processes.memory_bytes([deployed.edge.pid]) < before + 50_000_000


def test_an_api_is_reached(deployed: Deployment) -> None:
    seen = deployed.get(deployed.url("/api"))

    assert (seen.status_code, seen.json()) == (200, {"from": "the API"})


def test_an_invalidation_reaches_the_edge(deployed: Deployment) -> None:
    put(deployed, "news.txt", b"old")
    assert deployed.get(deployed.url("/news.txt")).text == "old"
    put(deployed, "news.txt", b"new")
    assert deployed.get(deployed.url("/news.txt")).text == "old"

    deployed.aws.client("cloudfront").create_invalidation(
        DistributionId=deployed.outputs["Id"],
        InvalidationBatch={"Paths": {"Quantity": 1, "Items": ["/news*"]}, "CallerReference": "1"},
    )

    eventually(lambda: deployed.get(deployed.url("/news.txt")).text == "new")


def test_a_changed_configuration_reaches_the_edge(deployed: Deployment) -> None:
    cloudfront = deployed.aws.client("cloudfront")
    current = cloudfront.get_distribution_config(Id=deployed.outputs["Id"])
    config = current["DistributionConfig"]
    try:
        changed = {**config, "Aliases": {"Quantity": 1, "Items": ["www.souk.example"]}}
        cloudfront.update_distribution(Id=deployed.outputs["Id"], DistributionConfig=changed, IfMatch=current["ETag"])

        eventually(lambda: deployed.get("https://www.souk.example/app/x").status_code == 200)
    finally:
        tag = cloudfront.get_distribution_config(Id=deployed.outputs["Id"])["ETag"]
        cloudfront.update_distribution(Id=deployed.outputs["Id"], DistributionConfig=config, IfMatch=tag)


def test_http_is_redirected_and_https_is_served_with_the_edges_certificate(deployed: Deployment) -> None:
    host = f"{deployed.outputs['Id'].lower()}.cloudfront.localhost"

    seen = httpx.get(f"{deployed.edge.url}/app/x", headers={"host": host}, trust_env=False)
    redirected = httpx.get(f"{deployed.edge.url}/index.html", headers={"host": host}, trust_env=False)

    assert seen.status_code == 200
    assert redirected.headers["location"] == f"{deployed.edge.distribution_url(deployed.outputs['Id'])}/index.html"
    assert deployed.get_by_tls("/app/x").text == "/app/x secret"


def test_a_distribution_that_is_unknown_or_gone_is_named(deployed: Deployment) -> None:
    assert (
        "No deployed distribution answers to d999.cloudfront.net" in deployed.get("https://d999.cloudfront.net/").text
    )
