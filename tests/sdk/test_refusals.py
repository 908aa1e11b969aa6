"""Each error response is raised as the exception of its type."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from souk_sdk import Problem, SoukError, UnexpectedResponse, Unreachable, problems
from souk_sdk.errors import BY_STATUS, SAME_FROM_A_GATEWAY
from souk_sdk.orders_v2.models import PlaceOrder, WantedLine
from tests.sdk.fakes import ORDER, Ask, Service, problem

CONTRACTS = sorted((Path(__file__).resolve().parents[2] / "contracts/openapi").glob("*.json"))


def get(souk: Any) -> Any:
    return souk.orders.get_order("1")


def test_a_refusal_is_caught_by_its_type(ask: Ask) -> None:
    extra: dict[str, Any] = {"detail": "Only 2 of LUMEN-BULB are left.", "left": 2}

    with pytest.raises(problems.OutOfStock, match="Only 2 of LUMEN-BULB") as refused:
        ask(Service(problem(409, "out-of-stock", **extra)), get)

    assert (refused.value.type, refused.value.title) == ("urn:souk:problem:out-of-stock", "A title.")
    assert (refused.value.status, refused.value.detail) == (409, extra["detail"])
    assert (refused.value.trace_id, refused.value.said["left"]) == ("1-abc", 2)
    assert isinstance(refused.value, problems.Conflict)


def test_a_refusal_says_every_place_that_does_not_fit(ask: Ask) -> None:
    misfits = [{"field": "body.lines.0.quantity", "reason": "must be positive"}, {"field": "body", "reason": "odd"}]

    with pytest.raises(problems.Unprocessable) as refused:
        ask(Service(problem(422, "unprocessable", errors=misfits)), get)

    assert [(misfit.field, misfit.reason) for misfit in refused.value.errors] == [
        ("body.lines.0.quantity", "must be positive"),
        ("body", "odd"),
    ]


@pytest.mark.parametrize("status", [*BY_STATUS, 418])
def test_a_refusal_of_a_type_from_the_future_is_one_of_its_status(ask: Ask, status: int) -> None:
    with pytest.raises(Problem) as refused:
        ask(Service(problem(status, "invented-tomorrow")), lambda souk: souk.orders.cancel_order("1"))

    assert type(refused.value) is BY_STATUS.get(status, Problem)
    assert refused.value.type == "urn:souk:problem:invented-tomorrow"


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda path: path.stem)
def test_every_type_that_a_contract_names_has_its_class_below_that_of_its_status(contract: Path) -> None:
    paths = json.loads(contract.read_text())["paths"].values()
    responses = [answer for path in paths for operation in path.values() for answer in operation["responses"].values()]
    bodies = [answer.get("content", {}).get("application/problem+json", {}) for answer in responses]
    named = [example["value"] for body in bodies for example in body.get("examples", {}).values()]

    assert named
    for body in named:
        kind = problems.BY_TYPE[body["type"]]
        assert issubclass(kind, BY_STATUS[body["status"]])
        assert kind.__name__.lower() == body["type"].rpartition(":")[2].replace("-", "")


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404, text="<html>No such site</html>", headers={"Content-Type": "text/html"}),
        httpx.Response(409, json={"message": "Conflict"}),
        httpx.Response(302, headers={"Location": "https://elsewhere.example"}),
        httpx.Response(400, text="{broken", headers={"Content-Type": "application/problem+json"}),
        httpx.Response(200, text="<html>Welcome to our hotel's network!</html>"),
        httpx.Response(200, json={key: ORDER[key] for key in ORDER if key != "total"}),
        httpx.Response(200, json={**ORDER, "status": None}),
        httpx.Response(200, json=[]),
        httpx.Response(200, json=None),
    ],
    ids=lambda answer: answer.text[:30],
)
def test_what_nobody_promised_is_said_so(ask: Ask, answer: httpx.Response) -> None:
    with pytest.raises(UnexpectedResponse, match=r"orders\.v2") as raised:
        ask(Service(answer), get)

    assert (raised.value.status, raised.value.content) == (answer.status_code, answer.content)


@pytest.mark.parametrize("status", sorted(SAME_FROM_A_GATEWAY))
@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        ("application/json", '{"message": "Too Many Requests"}'),
        ("Text/HTML; charset=UTF-8", "<h1>No</h1>"),
        ("application/problem+json", "{broken"),
        ("", ""),
    ],
)
def test_what_a_firewall_or_a_gateway_refuses_is_the_class_of_its_status(
    ask: Ask, status: int, media_type: str, text: str
) -> None:
    headers = {"Content-Type": media_type, "Retry-After": "30"}

    with pytest.raises(
        BY_STATUS[status], match=re.escape(media_type.partition(";")[0].lower() or "of no type")
    ) as refused:
        ask(Service(httpx.Response(status, text=text, headers=headers)), get)

    assert (refused.value.type, refused.value.status, refused.value.retry_after) == ("about:blank", status, 30)
    assert text not in str(refused.value) or not text


@pytest.mark.parametrize("media_type", ["Application/Problem+JSON", "application/problem+json ; charset=utf-8"])
def test_a_problem_is_known_however_its_type_is_written(ask: Ask, media_type: str) -> None:
    answer = problem(409, "out-of-stock", {"Content-Type": media_type})

    with pytest.raises(problems.OutOfStock):
        ask(Service(answer), get)


@pytest.mark.parametrize(
    "error",
    [httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), httpx.UnsupportedProtocol("no http://")],
    ids=str,
)
def test_who_does_not_answer_is_named(ask: Ask, error: httpx.TransportError) -> None:
    with pytest.raises(Unreachable, match=r"orders\.v2: no answer from orders\.example") as raised:
        ask(Service(error), lambda souk: souk.orders.cancel_order("1"))

    assert raised.value.__cause__ is error


def test_an_operation_without_result_returns_none(ask: Ask) -> None:
    assert ask(Service(httpx.Response(204)), lambda souk: souk.orders.cancel_order("1")) is None


@pytest.mark.parametrize("answer", [problem(409, "out-of-stock"), httpx.Response(404, text="oh")], ids=str)
def test_an_error_survives_the_way_to_another_process(ask: Ask, answer: httpx.Response) -> None:
    with pytest.raises(SoukError) as raised:
        ask(Service(answer), get)

    again = pickle.loads(pickle.dumps(raised.value))  # noqa: S301

    assert (type(again), str(again), vars(again)) == (type(raised.value), str(raised.value), vars(raised.value))


def test_a_body_is_given_whole_or_by_its_fields_and_never_both(ask: Ask) -> None:
    lines = [WantedLine(sku="A-1", quantity=1)]

    with pytest.raises(TypeError, match="either `body` or lines"):
        ask(Service(problem(500, "x")), lambda souk: souk.orders.place_order(body=PlaceOrder(lines=lines), lines=lines))
    with pytest.raises(TypeError, match="lines"):
        ask(Service(problem(500, "x")), lambda souk: souk.orders.place_order())
