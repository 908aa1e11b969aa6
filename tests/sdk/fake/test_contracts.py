"""The fake behind whatever its contracts allow, and some of what they don't: no response but theirs."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
import schemathesis
from schemathesis import Case
from schemathesis.schemas import BaseSchema
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router, request_response

from souk_sdk.testing import FakeSouk
from tests.contracts.fuzz import config, sendable, validate

ROOT = Path(__file__).resolve().parents[3]
CONTRACTS = sorted(FakeSouk().base_urls)
CALLERS = ("nobody", "a customer", "staff")


class Gateway:
    """The fake as an ASGI app, with a caller signed in. Its shop can be emptied."""

    def __init__(self, contract: str, caller: str) -> None:
        self._contract, self._caller = contract, caller
        self.reset()

    def reset(self) -> None:
        """Take a fresh fake with the product of the contract's examples."""
        fake = FakeSouk()
        fake.add_product("SPROUT-SENSOR", price="19.90")
        auth = {"a customer": fake.customer(), "staff": fake.staff()}.get(self._caller)
        self._http = httpx.Client(transport=fake.transport, auth=auth, base_url=fake.base_urls[self._contract])

    async def document(self, _: Request) -> JSONResponse:
        """The contract, without the address on AWS."""
        document = json.loads((ROOT / f"contracts/openapi/{self._contract}.json").read_text())
        return JSONResponse({name: value for name, value in document.items() if name != "servers"})

    async def respond(self, request: Request) -> Response:
        """The fake's response."""
        url = httpx.URL(request.scope["raw_path"].decode(), query=request.scope["query_string"])
        headers = [(name, value) for name, value in request.headers.raw if name != b"host"]
        try:
            response = self._http.request(request.method, url, content=await request.body(), headers=headers)
        except httpx.ConnectError:  # no operation of the contract: what the services answer to that
            problem = {"type": "urn:souk:problem:not-found", "title": "There is no such thing.", "status": 404}
            return JSONResponse(problem, 404, media_type="application/problem+json")
        return Response(response.content, response.status_code, response.headers)

    def app(self) -> Router:
        """The ASGI app. A route for any path would not match one with a line break."""
        return Router([Route("/openapi.json", self.document)], default=request_response(self.respond))


@pytest.fixture(params=[(key, caller) for key in CONTRACTS for caller in CALLERS], ids=str)
def gateway(request: pytest.FixtureRequest) -> Gateway:
    return Gateway(*request.param)


@pytest.fixture
def contract(gateway: Gateway) -> BaseSchema:
    return sendable(schemathesis.openapi.from_asgi("/openapi.json", gateway.app(), config=config(max_examples=10)))


@pytest.mark.slow
@schemathesis.pytest.from_fixture("contract").parametrize()
def test_nothing_is_answered_that_the_contract_does_not_describe(gateway: Gateway, case: Case) -> None:
    gateway.reset()

    validate(case, case.call())
