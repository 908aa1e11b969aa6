"""No request gets a response that the contract doesn't describe, in neither shape of event.

Through a load balancer, callers of each kind have to prove themselves. That it forwards operations for services only is
tested elsewhere (test_examples.py): here it forwards all.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from schemathesis import Case
from schemathesis.schemas import BaseSchema

from souk.contracts import export
from tests.contracts.fuzz import contract_of, validate
from tests.contracts.worlds import CALLERS, WORLDS, Gateway, LoadBalancer

ROOT = Path(__file__).resolve().parents[2]
APIS = [
    pytest.param((front, api, caller), id=f"{api.key} by {caller}{through}")
    for service in export.services(ROOT)
    for api in export.apis(service)
    for caller in WORLDS[service].callers
    for front, through in ((Gateway, ""), (LoadBalancer, " through a load balancer"))
]
EXAMPLES = {Gateway: 15, LoadBalancer: 5}
"""Beside the boundary values. The shape of the event can't break more than a few of them, and takes as long."""


@pytest.fixture(params=APIS)
def gateway(request: pytest.FixtureRequest) -> Gateway:
    front, api, caller = request.param
    gateway: Gateway = front(api, CALLERS[caller])
    return gateway


@pytest.fixture
def contract(gateway: Gateway) -> BaseSchema:
    return contract_of(gateway.api, gateway, max_examples=EXAMPLES[type(gateway)])


@pytest.mark.slow
@schemathesis.pytest.from_fixture("contract").parametrize()
def test_every_response_is_described_by_the_contract(gateway: Gateway, case: Case) -> None:
    gateway.reset()

    validate(case, case.call())
