"""The documentation of an API: its contract and its page, from a function without frameworks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from chassis.core.errors import CONTENT_TYPE
from chassis.web.docs import documentation
from tests.gateway import rest_event

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = ROOT / "contracts/openapi"


def get(path: str, stage: str = "v1", *, method: str = "GET", resource: str | None = None) -> dict[str, Any]:
    """The response of the documentation of orders."""
    event = rest_event(method, path, resource=resource)
    event["requestContext"]["stage"] = stage
    return documentation("orders", CONTRACTS)(event, None)


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = get("/docs")

    assert page["statusCode"] == 200
    assert page["headers"]["content-type"] == "text/html; charset=utf-8"
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page["body"])
    assert '<html lang="en">' in page["body"]
    assert "<title>Souk orders</title>" in page["body"]


@pytest.mark.parametrize("stage", ["v1", "v2"])
def test_each_stage_shows_the_contract_of_its_version(stage: str) -> None:
    served = json.loads(get("/openapi.json", stage)["body"])

    contract = json.loads((CONTRACTS / f"orders.{stage}.json").read_text())
    assert served.pop("servers") == [{"url": ".", "description": "Where this was read."}]
    assert served == {name: value for name, value in contract.items() if name != "servers"}
    assert 'url: "openapi.json"' in get("/docs/page.js", stage)["body"]


@pytest.mark.parametrize("asset", ["swagger-ui-bundle.js", "swagger-ui.css", "page.js", "page.css"])
def test_browsers_keep_the_assets_of_the_page_for_a_day(asset: str) -> None:
    answer = get(f"/docs/{asset}")

    assert answer["statusCode"] == 200
    assert answer["headers"]["cache-control"] == "public, max-age=86400"
    assert answer["headers"]["content-length"] == str(len(answer["body"].encode()))


@pytest.mark.parametrize(
    ("method", "path", "stage"),
    [
        ("GET", "/docs/oauth2-redirect.html", "v1"),
        ("GET", "/docs/..%2F__init__.py", "v1"),
        ("GET", "/docs/page.html", "v1"),
        ("GET", "/docs/", "v1"),
        ("GET", "/docs", "v3"),
        ("GET", "/openapi.json", "../orders.v1"),
        ("POST", "/docs", "v1"),
    ],
)
def test_there_is_nothing_but_the_page_and_its_files(method: str, path: str, stage: str) -> None:
    answer = get(path, stage, method=method)

    assert answer["statusCode"] == 404
    assert answer["headers"]["content-type"] == CONTENT_TYPE
    assert json.loads(answer["body"])["type"] == "urn:souk:problem:not-found"


@pytest.mark.parametrize("base", ["/shop", "/shop/v2"])
@pytest.mark.parametrize(("resource", "path"), [("/docs", "/docs"), ("/docs/{asset}", "/docs/swagger-ui.css")])
def test_the_page_is_found_below_the_base_path_of_a_custom_domain(base: str, resource: str, path: str) -> None:
    assert get(base + path, resource=resource)["statusCode"] == 200


def test_a_response_names_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")

    assert get("/docs")["headers"]["x-trace-id"] == "1-5759e988-bd862e3fe1be46a994272793"


def test_an_event_of_another_kind_is_answered_with_a_problem() -> None:
    assert documentation("orders", CONTRACTS)({}, None)["statusCode"] == 500
