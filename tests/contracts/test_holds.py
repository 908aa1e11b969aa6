"""No request gets a response that the contract doesn't describe."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from schemathesis import Case
from schemathesis.schemas import BaseSchema

from souk.contracts import export
from tests.contracts.fuzz import contract_of, validate
from tests.contracts.worlds import CALLERS, WORLDS, Gateway

ROOT = Path(__file__).resolve().parents[2]
APIS = [
    pytest.param((api, caller), id=f"{api.key} by {caller}")
    for service in export.services(ROOT)
    for api in export.apis(service)
    for caller in WORLDS[service].callers
]


@pytest.fixture(params=APIS)
def gateway(request: pytest.FixtureRequest) -> Gateway:
    api, caller = request.param
    return Gateway(api, CALLERS[caller])


@pytest.fixture
def contract(gateway: Gateway) -> BaseSchema:
    return contract_of(gateway.api, gateway, max_examples=15)


@pytest.mark.slow
@schemathesis.pytest.from_fixture("contract").parametrize()
def test_every_response_is_described_by_the_contract(gateway: Gateway, case: Case) -> None:
    gateway.reset()

    validate(case, case.call())
