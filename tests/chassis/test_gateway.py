"""API Gateway's odd events: answered as the contract says, and nothing else leaves."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.web.app import lambda_handler
from chassis.web.gateway import guarded
from tests.gateway import Client, rest_event


@pytest.mark.parametrize("host", ["[::1]", "[::1]:4566", "localhost:", "a:b", "a:b:c", ":", ""])
def test_any_host_is_answered(tiny: Client, host: str) -> None:
    assert tiny.with_headers(Host=host).get("/things").status == 200


def test_any_forwarded_port_is_answered(tiny: Client) -> None:
    assert tiny.with_headers(X_Forwarded_Port="443, x").get("/things").status == 200


@pytest.mark.parametrize("base", ["", "/shop", "/shop/v2"])
def test_routes_are_found_below_the_base_path_of_a_custom_domain(tiny: Client, base: str) -> None:
    event = rest_event("GET", f"{base}/things", resource="/things")

    assert lambda_handler(tiny.app)(event, None)["statusCode"] == 200


def test_a_path_of_no_resource_stays_as_it_is(tiny: Client) -> None:
    event = rest_event("GET", "/things/lamp/more", resource="/things")

    assert lambda_handler(tiny.app)(event, None)["statusCode"] == 404


@pytest.mark.parametrize(
    "event", [{}, {"resource": "/things"}, {"resource": "/x", "requestContext": {}}, {"Records": []}]
)
def test_an_event_of_another_kind_is_answered_with_a_problem(tiny: Client, event: dict[str, Any]) -> None:
    answer = lambda_handler(tiny.app)(event, None)

    assert answer["statusCode"] == 500
    assert answer["headers"]["content-type"] == "application/problem+json"


def test_no_exceptions_text_leaves_the_function() -> None:
    def failing(event: dict[str, Any], context: Any) -> dict[str, Any]:
        raise RuntimeError("the secret")

    answer = guarded(failing)({}, None)

    assert answer["statusCode"] == 500
    assert "secret" not in str(answer)
