"""Stand-ins change no answer: requests of all kinds are answered alike by the packages and by a function's zip."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from starlette.types import Receive, Scope, Send

from chassis.web.app import Api
from souk.contracts import export
from substitutes import DIGESTS, FOLDER, refuse_others
from tests.contracts.fuzz import contract_of
from tests.contracts.worlds import CALLERS, WORLDS
from tests.gateway import rest_event
from tests.template.reading import ROOT
from tests.template.test_package import built

PACKAGES = Path(pytest.__file__).parents[1]
ANSWERS = Path(__file__).with_name("answers.py")
REPLACED = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.py"))


class Recorder:
    """An ASGI app that keeps each request as API Gateway's event, of one caller after another."""

    def __init__(self, api: Api) -> None:
        self._api, self._callers = api, cycle(WORLDS[api.name].callers)
        self.requests: list[dict[str, Any]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            for phase in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{phase}.complete"})
            return
        body = (await receive()).get("body", b"")
        event = rest_event(
            scope["method"],
            scope["path"],
            query=parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True),
            headers={name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
            body=body or None,
        )
        event["requestContext"] |= CALLERS[next(self._callers)]
        self.requests.append({"service": self._api.name, "version": self._api.version, "event": event})
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def corpus(api: Api) -> list[dict[str, Any]]:
    """Requests that the contract allows, and others, for each operation."""
    recorder = Recorder(api)
    contract = contract_of(api, recorder, max_examples=15)
    for result in contract.get_all_operations():
        operation = result.ok()
        valid, invalid = operation.as_strategy(), operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
        for cases in (valid, valid | invalid):

            @given(case=cases)
            @settings(
                max_examples=15, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
            )
            def send(case: Case) -> None:
                case.call()

            send()
    paths = ("/nowhere", "/products/", "/orders/%2E%2E/x")
    nothing = [
        {**recorder.requests[0], "event": rest_event(method, path)} for method in ("GET", "PATCH") for path in paths
    ]
    return recorder.requests + nothing


def answers(requests: list[dict[str, Any]], packages: Path) -> list[Any]:
    """The answers, and at last what answered."""
    lines = "\n".join(map(json.dumps, requests))
    command = [sys.executable, "-I", "-S", ANSWERS, packages]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize("service", export.services(ROOT))
def test_a_zip_answers_every_request_as_its_packages_do(service: str, tmp_path: Path) -> None:
    requests = [request for api in export.apis(service) for request in corpus(api)]
    zipped = built(f"{service.title()}Http", tmp_path / "zip")

    *expected, packages = answers(requests, PACKAGES)
    *actual, own = answers(requests, zipped)

    assert packages["opentelemetry"]
    assert own == {"fastapi": str(zipped / "fastapi/__init__.py"), "opentelemetry": False}
    assert len(expected) == len(requests) > 50
    assert len({answer["statusCode"] for answer in expected}) > 3
    assert actual == expected


def test_a_stand_in_replaces_the_file_that_it_was_written_for() -> None:
    refuse_others(REPLACED, PACKAGES)


def test_an_upgrade_that_changes_a_replaced_file_stops_the_build(tmp_path: Path) -> None:
    upgraded = tmp_path / "fastapi/openapi/models.py"
    upgraded.parent.mkdir(parents=True)
    upgraded.write_text("# another release\n")

    with pytest.raises(SystemExit, match=r"another fastapi/openapi/models\.py") as stopped:
        refuse_others(REPLACED, tmp_path)

    assert DIGESTS.name in str(stopped.value)


@pytest.mark.parametrize("place", REPLACED)
def test_what_is_replaced_exists(place: str) -> None:
    assert (PACKAGES / place).exists()
