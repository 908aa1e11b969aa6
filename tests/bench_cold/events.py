"""The event of each function: the first that it gets, or a batch of them."""

from __future__ import annotations

import base64
import importlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from chassis.core.events import new_id
from souk.cloud.functions import Function
from tests import lambdas
from tests.bench_cold.shop import LONG_AGO, Shop
from tests.gateway import claims, rest_event

CONTRACTS = Path(__file__).resolve().parents[2] / "contracts/openapi"
Event = dict[str, Any]
Thing = TypeVar("Thing")
PREFERRED = "orders.OrderPlaced.v1"
"""The most frequent event, where a function handles several."""
LOG_KINDS = ("kinesis", "replay")
BROWSER = {
    "accept": "application/json",
    "Accept-Encoding": "gzip, deflate, br",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "X-Amzn-Trace-Id": "Root=1-6b0554fe-5f84c0d1a3b7e62948d0f1c6",
    "X-Forwarded-For": "203.0.113.7",
}


class NoEvent(Exception):
    """The shop has no event yet that the function handles."""


def event_of(function: Function, shop: Shop, records: int) -> Event:
    """The event, whose effects are not there yet. Raises NoEvent, or KeyError for an unknown kind of function."""
    return EVENTS[function.kind](function, shop, records)


def request(shop: Shop, method: str, path: str, body: Any = None, *, service_call: bool = False) -> Event:
    """A request of a customer, or of another service."""
    headers = dict(BROWSER)
    if service_call:
        arn = "arn:aws:sts::123456789012:assumed-role/souk-bench-orders-http/run"
        return rest_event(method, path, headers=headers, user_arn=arn)
    claimed = claims(shop.claims()["sub"])
    payload = base64.urlsafe_b64encode(json.dumps(claimed).encode()).decode().rstrip("=")
    headers["Authorization"] = f"Bearer e30.{payload}.c2lnbmVk"
    if body is not None:
        headers |= {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    text = None if body is None else json.dumps(body)
    return rest_event(method, path, headers=headers, body=text, authorizer={"claims": claimed})


def _http(function: Function, shop: Shop, _records: int) -> Event:
    """The first operation of the contract that reads something and needs no id."""
    paths = json.loads((CONTRACTS / f"{function.contract}.json").read_text())["paths"]
    return request(shop, "GET", next(path for path in paths if "get" in paths[path] and "{" not in path))


def _docs(_function: Function, _shop: Shop, _records: int) -> Event:
    return rest_event("GET", "/docs", headers=BROWSER)


def _sqs(function: Function, shop: Shop, records: int) -> Event:
    return lambdas.sqs_batch(*_wires(function, shop, records))


def _kinesis(function: Function, shop: Shop, records: int) -> Event:
    return lambdas.kinesis_batch(*_wires(function, shop, records))


def _replay(function: Function, shop: Shop, records: int) -> Event:
    return {"phase": "apply", "events": _wires(function, shop, records)}


def _stream(function: Function, shop: Shop, records: int) -> Event:
    rows = _select(shop.pending[function.service], records)
    shop.make_pending(function.service, rows)
    event = lambdas.table_stream_batch(*(row["pk"]["S"] for row in rows))
    for record, row in zip(event["Records"], rows, strict=True):
        record["dynamodb"] |= {"Keys": {"pk": row["pk"], "sk": row["sk"]}, "NewImage": row}
    return event


def _sweeper(function: Function, shop: Shop, records: int) -> Event:
    shop.make_pending(function.service, _select(shop.pending[function.service], records), since=LONG_AGO)
    return {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}


def _cognito(_function: Function, _shop: Shop, _records: int) -> Event:
    sub = str(uuid.uuid4())
    attributes = {"sub": sub, "email_verified": "true", "name": "Ada Quist", "email": f"{sub}@bench.souk.example"}
    return {
        "version": "1",
        "triggerSource": "PostConfirmation_ConfirmSignUp",
        "userName": sub,
        "request": {"userAttributes": attributes},
        "response": {},
    }


def _wires(function: Function, shop: Shop, records: int) -> list[str]:
    """Events that the function has a reaction to, with new ids: it has processed none of them."""
    reactions = importlib.import_module(f"{function.service}.reactions")
    from_log = function.kind in LOG_KINDS and hasattr(reactions, "LOG_REACTIONS")
    handled = {event.key() for event in (reactions.LOG_REACTIONS if from_log else reactions.REACTIONS)}
    wires = _preferred(shop.wires, handled, records)
    return [json.dumps(json.loads(wire) | {"id": new_id()}) for wire in wires]


def _preferred(wires: Mapping[str, Sequence[str]], handled: set[str], records: int) -> Sequence[str]:
    for key in sorted(handled, key=lambda key: (key != PREFERRED, key)):
        if len(wires.get(key, ())) > records:
            return _select(wires[key], records)
    raise NoEvent(f"there are not {records} events of {sorted(handled)}")


def _select(things: Sequence[Thing], records: int) -> Sequence[Thing]:
    """A batch, or one that is in no batch: an event's effects can be had once."""
    return things[:records] if records > 1 else things[-1:]


EVENTS: dict[str, Callable[[Function, Shop, int], Event]] = {
    "http": _http,
    "docs": _docs,
    "sqs": _sqs,
    "kinesis": _kinesis,
    "replay": _replay,
    "stream": _stream,
    "sweeper": _sweeper,
    "cognito": _cognito,
}
