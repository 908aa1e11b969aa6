"""A load balancer for tests: sends a Lambda handler the events that an Application Load Balancer does.

Headers and query parameters are lists (`lambda.multi_value_headers.enabled`), header names are in lower case, query
parameters stay as the client encoded them, and a body is base64 unless its type is text or JSON.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from mangum import Mangum
from mangum.adapter import DEFAULT_TEXT_MIME_TYPES
from starlette.datastructures import Headers

from chassis.core.errors import CONTENT_TYPE, Forbidden, Unauthenticated
from chassis.web.app import lambda_handler
from tests.gateway import Answer, Client

Event = dict[str, Any]
Lists = Mapping[str, str | list[str]]
TARGETS = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/souk-dev-Users-1/6d0ecf831eec9f09"
AS_TEXT = ("text/", "application/json", "application/javascript", "application/xml")
HEALTH_CHECKER = "ELB-HealthChecker/2.0"


def alb_event(
    method: str, path: str, *, query: Lists | None = None, headers: Lists | None = None, body: str | bytes | None = None
) -> Event:
    """A request as an Application Load Balancer hands it to a Lambda target."""
    sent = {"Host": "internal.souk.example", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "443", **(headers or {})}
    lists = {name.lower(): _list(value) for name, value in sent.items()}
    is_text = lists.get("content-type", [""])[0].startswith(AS_TEXT)
    raw = body.encode() if isinstance(body, str) else body or b""
    return {
        "requestContext": {"elb": {"targetGroupArn": TARGETS}},
        "httpMethod": method,
        "path": path,
        "multiValueQueryStringParameters": {
            quote_plus(name): [quote_plus(each) for each in _list(value)] for name, value in (query or {}).items()
        },
        "multiValueHeaders": lists,
        "body": raw.decode(errors="replace") if is_text or not raw else base64.b64encode(raw).decode(),
        "isBase64Encoded": bool(raw) and not is_text,
    }


def health_check(path: str = "/health") -> Event:
    """A request with which a load balancer looks after its target."""
    return alb_event("GET", path, headers={"User-Agent": HEALTH_CHECKER})


def _list(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


class NamedCallers:
    """Believes a header that names the role, in place of a proof."""

    def role(self, headers: Headers) -> str:
        if not headers.get("x-named-role"):
            raise Forbidden("Nobody is named.")
        return headers["x-named-role"]


class AnyToken:
    """Believes every token, in place of a signature."""

    def claims(self, token: str) -> Mapping[str, Any]:
        try:
            return dict(json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "==")))
        except (IndexError, ValueError) as error:
            raise Unauthenticated from error


@dataclass(frozen=True)
class BalancedClient(Client):
    """Someone who calls an API through a load balancer: no gateway has verified them."""

    def is_forwarded(self, template: str) -> bool:
        return template.startswith("/internal/")

    def send(
        self,
        method: str,
        path: str,
        query: Lists,
        headers: Mapping[str, str],
        body: str | bytes | None,
        resource: str | None,
    ) -> Answer:
        named = {"X-Named-Role": self.user_arn} if self.user_arn else {}
        base = self.app.state.api.base
        event = alb_event(method, f"{base}{path}", query=query, headers={**headers, **named}, body=body)
        return Answer.of(self.handler()(event, None))

    def handler(self) -> Callable[[Event, Any], dict[str, Any]]:
        return lambda_handler(self.app)


class UnroutedClient(BalancedClient):
    """Someone whom a load balancer brings to any operation: its events, and none of our rules."""

    def is_forwarded(self, template: str) -> bool:
        return True

    def handler(self) -> Callable[[Event, Any], dict[str, Any]]:
        base = self.app.state.api.base
        adapter = Mangum(self.app, lifespan="off", text_mime_types=[*DEFAULT_TEXT_MIME_TYPES, CONTENT_TYPE])
        return lambda event, context: adapter({**event, "path": event["path"].removeprefix(base)}, context)


class EncodedClient(UnroutedClient):
    """The same with every body as base64, as load balancers send one that has a Content-Encoding."""

    def handler(self) -> Callable[[Event, Any], dict[str, Any]]:
        handle = super().handler()
        return lambda event, context: handle(encoded(event), context)


def encoded(event: Event) -> Event:
    """The event with its body as base64."""
    if event["isBase64Encoded"]:
        return event
    return {**event, "body": base64.b64encode(event["body"].encode()).decode(), "isBase64Encoded": True}
