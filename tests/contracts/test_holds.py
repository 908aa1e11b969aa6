"""Whatever is asked, nothing is answered that the contract doesn't describe."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from schemathesis import Case
from schemathesis.schemas import BaseSchema

from souk.contracts import export
from tests.contracts.asking import config, judge, ready
from tests.contracts.worlds import CALLERS, WORLDS, Gateway

ROOT = Path(__file__).resolve().parents[2]
ASKED = [
    pytest.param((api, who), id=f"{api.key} by {who}")
    for service in export.services(ROOT)
    for api in export.apis(service)
    for who in WORLDS[service].callers
]


@pytest.fixture(params=ASKED)
def gateway(request: pytest.FixtureRequest) -> Gateway:
    api, who = request.param
    return Gateway(api, CALLERS[who])


@pytest.fixture
def contract(gateway: Gateway) -> BaseSchema:
    return ready(schemathesis.openapi.from_asgi("/openapi.json", gateway, config=config(most=15)))


@pytest.mark.slow
@schemathesis.pytest.from_fixture("contract").parametrize()
def test_nothing_is_answered_that_the_contract_does_not_describe(gateway: Gateway, case: Case) -> None:
    gateway.begin_anew()

    judge(case, case.call())
