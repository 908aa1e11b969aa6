"""API Gateway for tests: sends a Lambda handler the events that a REST API does, and holds it to its contract."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI

from chassis.core.errors import CONTENT_TYPE as PROBLEM
from chassis.web.app import lambda_handler
from tests.declared_responses import assert_declared, contract_of, operation_path

Event = dict[str, Any]
STAGE = "v1"
REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"
_UNKNOWN = ["cognitoIdentityPoolId", "accountId", "cognitoIdentityId", "caller", "principalOrgId", "accessKey"]
_UNKNOWN += ["cognitoAuthenticationType", "cognitoAuthenticationProvider", "userArn", "user"]
NOBODY: dict[str, Any] = {**dict.fromkeys(_UNKNOWN), "sourceIp": "203.0.113.7", "userAgent": "souk-tests"}


def claims(sub: str, groups: Iterable[str] = (), **others: str) -> dict[str, str]:
    """The claims of an access token as the authorizer passes them on: every value a string, groups joined."""
    listed = {"cognito:groups": ",".join(groups)} if groups else {}
    return {
        "sub": sub,
        "iss": "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_souk",
        "token_use": "access",
        "scope": "aws.cognito.signin.user.admin",
        "auth_time": "1760000000",
        "exp": "Thu Oct 09 09:53:20 UTC 2125",
        "iat": "Thu Oct 09 08:53:20 UTC 2025",
        "client_id": "souk-client",
        "username": sub,
        **listed,
        **others,
    }


def rest_event(
    method: str,
    path: str,
    *,
    query: Mapping[str, str | list[str]] | None = None,
    headers: Mapping[str, str] | None = None,
    body: str | bytes | None = None,
    authorizer: Mapping[str, Any] | None = None,
    user_arn: str | None = None,
    resource: str | None = None,
) -> Event:
    """A request as a REST API hands it to a Lambda proxy integration (payload format 1.0).

    There is no Content-Length: API Gateway keeps it to itself.
    """
    lists = {name: value if isinstance(value, list) else [value] for name, value in (query or {}).items()}
    sent = {"Host": "api.souk.example", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "443", **(headers or {})}
    binary = isinstance(body, bytes)
    context: dict[str, Any] = {
        "resourceId": "a1b2c3",
        "resourcePath": resource or path,
        "httpMethod": method,
        "path": f"/{STAGE}{path}",
        "accountId": "123456789012",
        "protocol": "HTTP/1.1",
        "stage": STAGE,
        "requestTime": "09/Oct/2025:08:53:20 +0000",
        "requestTimeEpoch": 1760000000000,
        "requestId": REQUEST_ID,
        "extendedRequestId": "JKJaXmPLvHcESHA=",
        "apiId": "souk123456",
        "domainName": "api.souk.example",
        "identity": {**NOBODY, "userArn": user_arn},
    }
    if authorizer is not None:
        context["authorizer"] = dict(authorizer)
    return {
        "resource": resource or path,
        "path": path,
        "httpMethod": method,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": {name: values[-1] for name, values in lists.items()} or None,
        "multiValueQueryStringParameters": lists or None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": context,
        "body": base64.b64encode(body).decode() if isinstance(body, bytes) else body,
        "isBase64Encoded": binary,
    }


@dataclass(frozen=True)
class Answer:
    """A response of the function; header names are in lower case."""

    status: int
    headers: dict[str, str]
    text: str

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Answer:
        """The return value of a function: its headers once, or as lists."""
        lists = {name.lower(): ", ".join(values) for name, values in (raw.get("multiValueHeaders") or {}).items()}
        headers = {name.lower(): value for name, value in (raw.get("headers") or {}).items()}
        text = base64.b64decode(raw["body"]).decode() if raw["isBase64Encoded"] else raw["body"]
        return cls(raw["statusCode"], headers | lists, text)

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def problem(self) -> str:
        """The last part of the problem's type (`out-of-stock`); fails if this is no complete problem."""
        assert self.headers["content-type"] == PROBLEM, self.text
        assert self.json["status"] == self.status
        assert self.json["title"]
        return str(self.json["type"]).removeprefix("urn:souk:problem:")


@dataclass(frozen=True)
class Client:
    """Someone who calls an API through its gateway: anonymous, until `as_customer`, `as_staff` or `as_service`.

    Every answer must be one that the operation's contract declares.
    """

    app: FastAPI
    headers: Mapping[str, str] = field(default_factory=dict)
    authorizer: Mapping[str, Any] | None = None
    user_arn: str | None = None

    def with_claims(self, claimed: Mapping[str, str]) -> Client:
        """The same API, called with the claims of a token that the gateway has verified, and with that token."""
        groups = claimed.get("cognito:groups")
        return self.with_groups(claimed, groups.split(",") if groups else ())

    def with_groups(self, claimed: Mapping[str, str], groups: Iterable[str]) -> Client:
        """The same, where the token lists these groups, whatever text the gateway made of them."""
        payload = base64.urlsafe_b64encode(json.dumps({**claimed, "cognito:groups": list(groups)}).encode()).decode()
        sender = self.with_headers(Authorization=f"Bearer e30.{payload.rstrip('=')}.c2lnbmVk")
        return replace(sender, authorizer={"claims": dict(claimed)})

    def as_customer(self, sub: str) -> Client:
        return self.with_claims(claims(sub))

    def as_staff(self, sub: str = "a-member-of-staff") -> Client:
        return self.with_claims(claims(sub, groups=["staff"]))

    def as_service(self, role: str = "arn:aws:sts::123456789012:assumed-role/souk-dev-orders-http/run") -> Client:
        return replace(self, user_arn=role)

    def with_headers(self, **headers: str) -> Client:
        """The same caller, sending these headers each time; `_` in a name stands for `-`."""
        return replace(self, headers={**self.headers, **{name.replace("_", "-"): v for name, v in headers.items()}})

    def get(self, path: str, query: Mapping[str, str | list[str]] | None = None) -> Answer:
        return self.request("GET", path, query=query)

    def post(self, path: str, json: Any = None, *, key: str | None = None) -> Answer:
        """`key` is the Idempotency-Key."""
        return self._sending("POST", path, json, {"Idempotency-Key": key} if key is not None else {})

    def put(self, path: str, json: Any = None) -> Answer:
        return self._sending("PUT", path, json, {})

    def delete(self, path: str) -> Answer:
        return self.request("DELETE", path)

    def _sending(self, method: str, path: str, value: Any, headers: Mapping[str, str]) -> Answer:
        if value is None:
            return self.request(method, path, headers=headers)
        sent = {"Content-Type": "application/json", **headers}
        return self.request(method, path, headers=sent, body=json.dumps(value))

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        body: str | bytes | None = None,
    ) -> Answer:
        """Any request at all, with its body as it stands."""
        contract = contract_of(self.app)
        template = operation_path(contract, method, path)
        answer = self.send(
            method, quote(path, safe="/%:@"), query or {}, {**self.headers, **(headers or {})}, body, template
        )
        if template and self.is_forwarded(template):
            assert_declared(contract["paths"][template][method.lower()], answer)
        return answer

    def is_forwarded(self, template: str) -> bool:
        """Whether this front forwards requests for a path."""
        return True

    def send(
        self,
        method: str,
        path: str,
        query: Mapping[str, str | list[str]],
        headers: Mapping[str, str],
        body: str | bytes | None,
        resource: str | None,
    ) -> Answer:
        """The answer to one event; `resource` is the template of its path, if it has one."""
        event = rest_event(
            method,
            path,
            query=query,
            headers=headers,
            body=body,
            authorizer=self.authorizer,
            user_arn=self.user_arn,
            resource=resource,
        )
        return Answer.of(lambda_handler(self.app)(event, None))
