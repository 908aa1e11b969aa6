"""Preflights: the OPTIONS of each path that pages may call, answered by API Gateway itself, with a mock integration.

The mapping template has the rule of `chassis/web/cors.py`. It finds the allowed origins in a variable of the stage, so
that a changed parameter takes effect without another deployment of the API. There `~` stands for `*`, which no such
variable may contain (docs/decisions/0083-cors.md).
"""

from __future__ import annotations

from typing import Any

from chassis.web.cors import LABEL

Schema = dict[str, Any]
SECONDS = 7200
"""How long browsers keep the answer; the most that Chromium does."""
REQUEST_HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "X-Amzn-Trace-Id", "X-Origin")
"""The headers that pages may send beside those that any page may."""
OVERRIDE = "#set($context.responseOverride.header.{} = {})"
TEMPLATE = f"""\
#set($origin = $input.params("Origin"))
#if($origin == "")
#set($origin = $input.params("origin"))
#end
#set($origins = "$stageVariables.AllowOrigins")
#set($allowed = $origins.replaceAll("[.]", "[.]").replaceAll("~", "{LABEL}").replaceAll(",", "|"))
#if($origin != "" && $origin.matches($allowed))
%s
#end
"""


def preflight(methods: list[str]) -> Schema:
    """The OPTIONS operation of a path with these methods."""
    allows = {
        "Access-Control-Allow-Origin": "$origin",
        "Access-Control-Allow-Methods": f'"{", ".join(method.upper() for method in methods)}"',
        "Access-Control-Allow-Headers": f'"{", ".join(REQUEST_HEADERS)}"',
        "Access-Control-Max-Age": f'"{SECONDS}"',
    }
    overrides = "\n".join(OVERRIDE.format(*allow) for allow in allows.items())
    headers = {name: {"schema": {"type": "string"}} for name in ("Vary", *allows)}
    return {
        "responses": {"200": {"description": "The methods and headers that the page may use.", "headers": headers}},
        "x-amazon-apigateway-integration": {
            "type": "mock",
            "requestTemplates": {"application/json": '{"statusCode": 200}'},
            "responses": {
                "default": {
                    "statusCode": "200",
                    "responseParameters": {"method.response.header.Vary": "'Origin'"},
                    "responseTemplates": {"application/json": TEMPLATE % overrides},
                }
            },
        },
    }
