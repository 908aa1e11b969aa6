"""Whom the local cloud answers: programs on this machine, and no web page from elsewhere."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from souk.local.loopback_only import loopback_only

HERE = "127.0.0.1:4566"


def status(kind: str = "http", path: str = "/", **headers: str) -> Any:
    """The status or close code that a request is answered with."""
    sent: list[dict[str, Any]] = []

    async def cloud(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> None:
        raise AssertionError("a refusal reads nothing")

    raw = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(loopback_only(cloud)({"type": kind, "method": "OPTIONS", "path": path, "headers": raw}, receive, send))
    return sent[0].get("status") or sent[0]["code"]


@pytest.mark.parametrize(
    "host",
    [
        *(
            HERE,
            "localhost:4566",
            "LOCALHOST",
            "[::1]:4566",
            "abc.execute-api.localhost:4566",
            "x.cloudfront.localhost",
        ),
        *("host.docker.internal:4566", "shop.us-east-1.elb.amazonaws.com", "d111.cloudfront.net"),
    ],
)
def test_programs_are_answered_by_every_name_of_this_machine(host: str) -> None:
    assert status(host=host) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:4566", "localhost.evil.example", "127.0.0.1.evil.example", "[::1", "", "192.0.2.1"],
)
def test_a_name_that_was_made_to_point_here_is_refused(host: str) -> None:
    assert status(host=host) == 403


def test_a_request_without_a_host_is_refused() -> None:
    assert status() == 403


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1@evil.example", "file://"],
)
def test_a_page_of_another_site_is_refused_whatever_it_sends(origin: str) -> None:
    assert status(host=HERE, origin=origin) == 403
    assert status(host=HERE, origin=origin, sec_fetch_site="same-origin") == 403
    assert status("websocket", host=HERE, origin=origin) == 1008


def test_what_another_site_embeds_is_refused_though_it_names_no_origin() -> None:
    assert status(host=HERE, sec_fetch_site="cross-site") == 403


@pytest.mark.parametrize("site", ["same-origin", "same-site", "none"])
def test_what_a_person_opens_and_what_comes_from_the_page_itself_is_answered(site: str) -> None:
    assert status(host=HERE, sec_fetch_site=site) == 200


@pytest.mark.parametrize(
    "origin",
    [
        *("http://localhost:5173", "http://127.0.0.1:8000", "http://shop.localhost:4566"),
        "https://d111.cloudfront.localhost:8443",  # the shop, which signs in at the user pool
    ],
)
def test_a_page_that_this_machine_serves_is_answered(origin: str) -> None:
    assert status(host=HERE, origin=origin, sec_fetch_site="cross-site") == 200


def test_a_page_at_one_of_awss_names_may_ask_its_own_host() -> None:
    assert status(host="d111.cloudfront.net", origin="http://d111.cloudfront.net") == 200
    assert status(host=HERE, origin="https://evil.s3.amazonaws.com") == 403


@pytest.mark.parametrize("origin", ["https://front.example", "null"])
def test_an_api_itself_decides_about_pages(origin: str) -> None:
    assert status(path="/_aws/execute-api/a1b2/v1/products", host=HERE, origin=origin) == 200
    assert status(path="/_aws/execute-api/a1b2/v1/products", host=HERE, sec_fetch_site="cross-site") == 200


@pytest.mark.parametrize(
    ("host", "path"),
    [
        *((HERE, path) for path in ("/_aws/execute-api/", "/_aws/execute-api/a1b2", "/_aws/execute-api/a1b2/v1")),
        *((HERE, path) for path in ("/_aws/execute-api//v1/products", "/x/_aws/execute-api/a1b2/v1/products")),
        *((HERE, path) for path in ("/_aws/execute-api/../v1/products", "/_AWS/execute-api/a1b2/v1/products")),
        ("evil.example", "/_aws/execute-api/a1b2/v1/products"),
        ("x.cloudfront.localhost:4566", "/_aws/execute-api/a1b2/v1/products"),
        ("bucket.s3.amazonaws.com", "/_aws/execute-api/a1b2/v1/products"),
    ],
)
def test_what_only_looks_like_an_api_is_closed_to_pages(host: str, path: str) -> None:
    assert status(host=host, path=path, origin="https://front.example") == 403
