"""The corrections of MiniStack's CloudFront, with fakes of its functions."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from souk.local.cloudfront import EDGE_HEADER, add_keys, document, reaching_apis, unchanged_for_the_edge

API_PATH, QUERY = "/_aws/execute-api/abc/v1/a", {"b": ["1"]}
REFUSED = (400, {}, b"<ErrorResponse><Error><Message>no such key</Message></Error></ErrorResponse>")


def keys() -> tuple[SimpleNamespace, dict[str, Any]]:
    """MiniStack's two modules, in which an update is refused."""
    cloudfront = SimpleNamespace(_public_keys={"K1": {"ETag": "t"}}, _key_groups={})
    created = (201, {"Location": "/2020-05-31/public-key/K1"}, b"")
    cloudfront._create_public_key = cloudfront._create_key_group = lambda body: created
    cloudfront._update_public_key = cloudfront._update_key_group = lambda *more: REFUSED
    handlers: dict[str, Any] = {}
    add_keys(SimpleNamespace(_RESOURCE_HANDLERS=handlers), cloudfront)
    return cloudfront, handlers["AWS::CloudFront::PublicKey"]


def test_a_key_of_a_template_is_made_and_deleted() -> None:
    cloudfront, handlers = keys()

    assert handlers["create"]("Key", {"PublicKeyConfig": {"Name": "k"}}, "stack") == ("K1", {"Id": "K1"})
    handlers["delete"]("K1", {})
    assert cloudfront._public_keys == {}


def test_a_refusal_rolls_the_stack_back_with_its_reason() -> None:
    _, handlers = keys()

    with pytest.raises(ValueError, match="AWS::CloudFront::PublicKey: no such key"):
        handlers["update"]("K1", {}, {"PublicKeyConfig": {"Name": "other"}}, "stack")


def test_a_configuration_is_written_as_cloudfront_reads_it() -> None:
    root = ElementTree.fromstring(  # noqa: S314 - our own
        document("KeyGroupConfig", {"Name": "a & b", "Items": ["K1", "K2"]})
    )

    assert root.findtext("Name") == "a & b"
    assert [item.text for item in root.findall("Items/PublicKey")] == ["K1", "K2"]


async def execute(host: str, path: str, method: str, headers: Any, body: bytes, query: Any) -> Any:
    return 200, {"X-From": f"{method} {path} {query}"}, b"api"


async def fetch(*request: Any) -> Any:
    return "as before"


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("abc.execute-api.us-east-1.amazonaws.com", (200, "", {"x-from": f"GET {API_PATH} {QUERY}"}, b"api")),
        ("abc.elb.us-east-1.amazonaws.com", "as before"),
    ],
)
def test_an_api_is_fetched_from_the_emulators_own_gateway(domain: str, expected: Any) -> None:
    fetching = reaching_apis(fetch, execute, lambda origin, headers, *more: headers)

    origin = {"domain_name": domain, "origin_path": "/v1"}
    answer = asyncio.run(fetching(origin, "GET", "/a", "b=1", {}, b"", True, "127.0.0.1", "", "arn"))

    assert answer == expected


@pytest.mark.parametrize(("headers", "pages"), [({EDGE_HEADER: "1"}, {}), ({}, {404: "page"})])
def test_only_the_edge_sees_errors_without_pages(headers: dict[str, str], pages: dict[int, str]) -> None:
    def parse(distribution: Any) -> dict[str, Any]:
        return {"custom_error_responses": {404: "page"}, "default_behavior": {}, "ordered_behaviors": []}

    async def serve(*request: Any) -> Any:
        assert EDGE_HEADER not in request[5]
        return parse_config("distribution")["custom_error_responses"]

    serve_viewer, parse_config = unchanged_for_the_edge(serve, parse)

    assert asyncio.run(serve_viewer("distribution", "GET", "/", "/", "", headers)) == pages
