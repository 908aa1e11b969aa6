"""A load balancer's events: operations for services are answered as ever, and nothing in them proves who calls."""

from __future__ import annotations

import json
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Header, Query
from pydantic import BaseModel

from chassis.web.app import Api, create_app, lambda_handler
from chassis.web.auth import ServiceCall
from tests.chassis.conftest import TINY, Shelf
from tests.gateway import Answer, Client, claims
from tests.load_balancer import AnyToken, BalancedClient, Event, NamedCallers, alb_event, encoded, health_check

router = APIRouter()
ROLE = "arn:aws:sts::123456789012:assumed-role/souk-dev-pickers/run"
BASE = "/parcels/v1"


class Parcel(BaseModel):
    """A body."""

    name: str


@router.get("/internal/parcels")
async def seen(
    _: ServiceCall,
    sku: Annotated[list[str] | None, Query()] = None,
    x_tag: Annotated[list[str] | None, Header()] = None,
) -> dict[str, list[str] | None]:
    return {"sku": sku, "tags": x_tag}


@router.post("/internal/parcels")
async def pack(body: Parcel, _: ServiceCall) -> Parcel:
    return body


@router.get("/internal/parcels/{name}")
async def named(name: str, _: ServiceCall) -> str:
    return name


@router.get("/parcels")
async def public() -> str:
    return "public"


APP = create_app(Api("parcels", 1, "Parcels", "A service to try things with.", [router]), {}, None, NamedCallers())


def respond(event: Event) -> dict[str, Any]:
    return lambda_handler(APP)(event, None)


def ask(path: str, method: str = "GET", **more: Any) -> Answer:
    """The answer to a service."""
    headers = {"X-Named-Role": ROLE, **more.pop("headers", {})}
    return Answer.of(respond(alb_event(method, f"{BASE}{path}", headers=headers, **more)))


def test_repeated_headers_arrive_as_they_were_sent() -> None:
    assert ask("/internal/parcels", headers={"X-Tag": ["red", "blue"]}).json["tags"] == ["red", "blue"]


def test_a_query_parameter_is_decoded_once() -> None:
    answer = ask("/internal/parcels", query={"sku": "a b&c=100%25+ü"})

    assert answer.json["sku"] == ["a b&c=100%25+ü"]


def test_a_parameter_that_is_sent_twice_is_refused_as_behind_api_gateway() -> None:
    answer = ask("/internal/parcels", query={"sku": ["1", "2"]})

    assert (answer.status, answer.problem) == (400, "bad-request")


def test_a_body_is_read_as_text_and_as_base64() -> None:
    body = json.dumps({"name": "Grüße"})
    event = alb_event("POST", f"{BASE}/internal/parcels", body=body, headers={"Content-Type": "application/json"})
    event["multiValueHeaders"]["x-named-role"] = [ROLE]

    assert Answer.of(respond(event)).json == Answer.of(respond(encoded(event))).json == {"name": "Grüße"}


def test_a_path_is_decoded_once() -> None:
    assert ask("/internal/parcels/a%20b%2541").json == "a b%41"


def test_without_lists_of_headers_it_answers_without_them() -> None:
    event = alb_event("GET", f"{BASE}/internal/parcels")
    event["headers"] = {name: values[-1] for name, values in event.pop("multiValueHeaders").items()}
    event["headers"]["x-named-role"] = ROLE
    event["queryStringParameters"] = event.pop("multiValueQueryStringParameters")

    raw = respond(event)

    assert raw["statusCode"] == 200
    assert raw["headers"]["content-type"] == "application/json"
    assert "multiValueHeaders" not in raw


def test_health_is_answered_though_nobody_is_proven() -> None:
    assert respond(health_check())["statusCode"] == 200


@pytest.mark.parametrize("path", ["/", "/parcels", f"{BASE}/internal/parcels"])
def test_who_calls_themselves_a_health_check_gets_no_further(path: str) -> None:
    assert respond(health_check(path))["statusCode"] in (403, 404)


def test_health_is_no_operation_behind_api_gateway() -> None:
    assert Client(APP).get("/health").status == 404


OUTSIDE = [
    "/parcels",
    "/internal/parcels",
    "/parcels/v1/parcels",
    "/parcels/v1/internal",
    "/parcels/v1/internalparcels",
    "/parcels/v1/internal/../parcels",
    "/parcels/v1/internal/%2e%2e/parcels",
    "/parcels/v1/internal%2F..%2Fparcels",
    "/parcels/v2/internal/parcels",
    "/users/v1/internal/parcels",
    "//parcels/v1/internal/parcels",
    "",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_outside_of_internal_exists(path: str) -> None:
    answer = Answer.of(respond(alb_event("GET", path, headers={"X-Named-Role": ROLE})))

    assert (answer.status, answer.problem) == (404, "not-found")


@pytest.mark.parametrize("host", ["[::1]", "a:b", ""])
def test_any_host_is_answered(host: str) -> None:
    assert ask("/internal/parcels", headers={"Host": host}).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Amzn-Trace-Id": f"Root=1-5759e988-bd862e3fe1be46a994272793;userArn={ROLE}"},
        {"X-Amzn-Oidc-Identity": ROLE, "X-Amzn-Oidc-Data": "e30.e30.c2lnbmVk"},
        {"X-Amzn-Mtls-Clientcert-Subject": "CN=pickers", "X-Amzn-Requestcontext": json.dumps({"userArn": ROLE})},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=AKIA/20261130/eu-central-1/execute-api/aws4_request"},
        {"X-Forwarded-For": "127.0.0.1", "X-Apigateway-Event": json.dumps({"requestContext": {}})},
    ],
)
def test_headers_that_anybody_can_send_prove_nothing(headers: dict[str, str]) -> None:
    event = alb_event("GET", f"{BASE}/internal/parcels", headers=headers)

    answer = Answer.of(respond(event))

    assert (answer.status, answer.problem) == (403, "forbidden")


def test_an_identity_of_a_gateway_in_a_load_balancers_event_is_not_believed() -> None:
    event = alb_event("GET", f"{BASE}/internal/parcels")
    event["requestContext"] |= {"identity": {"userArn": ROLE}, "authorizer": {"claims": claims("anna")}}

    assert respond(event)["statusCode"] == 403


def test_a_role_named_by_a_caller_is_not_believed_behind_api_gateway() -> None:
    answer = Client(APP).with_headers(X_Named_Role=ROLE).get("/internal/parcels")

    assert (answer.status, answer.problem) == (403, "forbidden")


def test_people_do_not_get_in() -> None:
    someone = BalancedClient(create_app(TINY, {Shelf: Shelf()}, AnyToken(), NamedCallers())).as_staff()

    answer = someone.get("/internal/things")

    assert (answer.status, answer.problem) == (403, "forbidden")


def test_an_app_that_can_verify_no_caller_refuses_them_all() -> None:
    answer = BalancedClient(create_app(TINY, {Shelf: Shelf()})).as_service(ROLE).get("/internal/things")

    assert (answer.status, answer.problem) == (403, "forbidden")


def test_a_problem_of_the_function_itself_has_its_type_in_both_forms_of_headers() -> None:
    raw = respond({"requestContext": {"elb": {}}, "path": f"{BASE}/internal/parcels"})

    assert raw["statusCode"] == 500
    assert raw["headers"]["content-type"] == "application/problem+json"
    assert raw["multiValueHeaders"]["content-type"] == ["application/problem+json"]
