"""Pages of other origins: those of allowed ones read each response, all others none."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.web.app import lambda_handler
from chassis.web.cors import EXPOSED, with_cors
from chassis.web.response_headers import HEADERS
from tests.gateway import Answer, Client, rest_event

ALLOWED = "https://shop.example.com,https://*.partner.example,http://localhost:5173"
READABLE_BY_ANY = {"Cache-Control"}  # https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name


def answer(client: Client, origin: str | None, path: str = "/things", allowed: str = ALLOWED) -> Answer:
    """The response to a page of this origin."""
    event = rest_event("GET", path, headers={} if origin is None else {"origin": origin})
    return Answer.of(lambda_handler(client.app, allowed)(event, None))


def cors(response: Answer) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.startswith("access-control-")}


@pytest.mark.parametrize(
    "origin", ["https://shop.example.com", "https://eu-1.partner.example", "http://localhost:5173"]
)
@pytest.mark.parametrize(("path", "status"), [("/things", 200), ("/nothing", 404)])
def test_a_page_of_an_allowed_origin_reads_every_response(tiny: Client, origin: str, path: str, status: int) -> None:
    response = answer(tiny, origin, path)

    assert response.status == status
    assert cors(response) == {"access-control-allow-origin": origin, "access-control-expose-headers": EXPOSED}
    assert response.headers["vary"] == "Origin"


@pytest.mark.parametrize(
    "origin",
    [
        *("https://evil.example", "null", "*", "", "https://shop.example.com.evil.example", "http://shop.example.com"),
        *("https://evilshop.example.com", "https://shop.example.com:444", "https://SHOP.example.com"),
        *("https://shopXexample.com", "https://partner.example", "https://.partner.example"),
        *("https://a.b.partner.example", "https://evilpartner.example", "https://a.partner.example.evil.example"),
        *("https://evil.example/.partner.example", "https://a.partner.example:444", "https://*.partner.example"),
        *("http://localhost", "http://localhost:51730", "https://shop.example.com\n", "https://shop.example.com,x"),
    ],
)
def test_any_other_origin_gets_nothing(tiny: Client, origin: str) -> None:
    response = answer(tiny, origin)

    assert response.status == 200
    assert cors(response) == {}
    assert response.headers["vary"] == "Origin"


def test_a_cache_keeps_the_response_to_a_program_from_pages(tiny: Client) -> None:
    response = answer(tiny, None)

    assert cors(response) == {}
    assert response.headers["vary"] == "Origin"


def test_by_default_no_page_is_allowed_and_no_response_differs(tiny: Client) -> None:
    response = answer(tiny, "https://shop.example.com", allowed="")

    assert cors(response) == {}
    assert "vary" not in response.headers


def test_a_page_reads_the_refusal_of_an_odd_event_too() -> None:
    def refusing(event: dict[str, Any], context: Any) -> dict[str, Any]:
        return {"statusCode": 500, "headers": {}, "multiValueHeaders": {}, "body": "", "isBase64Encoded": False}

    response = with_cors(refusing, ALLOWED)({"headers": {"Origin": "https://shop.example.com"}}, None)

    assert response["multiValueHeaders"]["Access-Control-Allow-Origin"] == ["https://shop.example.com"]


def test_what_comes_through_a_load_balancer_is_no_page() -> None:
    event = {"requestContext": {"elb": {}}, "headers": {"origin": "https://shop.example.com"}}

    assert with_cors(lambda event, context: {"statusCode": 200}, ALLOWED)(event, None) == {"statusCode": 200}


def test_a_page_may_read_every_header_that_contracts_have() -> None:
    assert {*EXPOSED.split(", ")} == HEADERS.keys() - READABLE_BY_ANY
