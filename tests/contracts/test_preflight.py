"""Preflights: API Gateway's own answer, which has the same rule as the function's headers."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.web.cors import with_cors
from souk.contracts.preflight import REQUEST_HEADERS, preflight
from souk.local.mapping_templates import NotUnderstood, Rendering

ALLOWED = "https://shop.example.com,https://*.partner.example,http://localhost:5173"
VARIABLE = "," + ALLOWED.replace("*", "~")
INTEGRATION = "x-amazon-apigateway-integration"


def headers(origin: str | None, name: str = "origin", variable: str = VARIABLE) -> dict[str, str]:
    """The headers that the template sets, rendered as API Gateway does."""
    (response,) = preflight(["get", "put"])[INTEGRATION]["responses"].values()
    sent = {} if origin is None else {name: origin}
    rendering = Rendering(sent, {"stageVariables.AllowOrigins": variable})
    assert rendering.run(response["responseTemplates"]["application/json"]) == ""
    return rendering.overrides


@pytest.mark.parametrize("name", ["origin", "Origin"])
def test_an_allowed_page_may_use_the_methods_of_the_path_and_the_headers_of_the_contracts(name: str) -> None:
    assert headers("https://eu.partner.example", name) == {
        "Access-Control-Allow-Origin": "https://eu.partner.example",
        "Access-Control-Allow-Methods": "GET, PUT",
        "Access-Control-Allow-Headers": ", ".join(REQUEST_HEADERS),
        "Access-Control-Max-Age": "7200",
    }


@pytest.mark.parametrize(
    "origin",
    [
        *(
            None,
            "",
            "null",
            "https://evil.example",
            "https://shop.example.com",
            "https://shop.example.com.evil.example",
        ),
        *(
            "https://shopXexample.com",
            "https://a.partner.example",
            "https://a.b.partner.example",
            "http://localhost:5173",
        ),
        *("https://partner.example", "https://~.partner.example", "http://localhost", ALLOWED, VARIABLE, ","),
    ],
)
def test_both_allow_the_same_origins(origin: str | None) -> None:
    def responds(event: dict[str, Any], context: Any) -> dict[str, Any]:
        return {"multiValueHeaders": {}}

    sent = {} if origin is None else {"origin": origin}
    response = with_cors(responds, ALLOWED)({"headers": sent}, None)["multiValueHeaders"]

    by_function = response.get("Access-Control-Allow-Origin", [None])[0]
    assert headers(origin).get("Access-Control-Allow-Origin") == by_function


@pytest.mark.parametrize("origin", [None, "", "https://shop.example.com", ","])
def test_without_allowed_origins_no_preflight_succeeds(origin: str | None) -> None:
    assert headers(origin, variable=",") == {}


@pytest.mark.parametrize("line", ["#foreach($x in $y)", "#set($a = $b.trim())", "#set($a = 1)"])
def test_a_template_that_the_local_cloud_does_not_understand_is_no_silent_success(line: str) -> None:
    with pytest.raises(NotUnderstood):
        Rendering({}, {}).run(line)
