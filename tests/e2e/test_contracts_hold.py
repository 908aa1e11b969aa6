"""Behind the real gateway, too, nothing is answered that the contract doesn't describe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import schemathesis
from schemathesis import Case
from schemathesis.schemas import BaseSchema

from tests.cloud import Cloud
from tests.contracts.fuzz import config, sendable, validate

pytestmark = pytest.mark.cloud
CONTRACTS = sorted((Path(__file__).resolve().parents[2] / "contracts/openapi").glob("*.json"))


@pytest.fixture(params=CONTRACTS, ids=[path.stem for path in CONTRACTS])
def contract(request: pytest.FixtureRequest, cloud: Cloud) -> BaseSchema:
    """A contract with the URL of its API. Boundary values are covered by the fast tests."""
    document = json.loads(request.param.read_text())
    contract = sendable(schemathesis.openapi.from_dict(document, config=config(max_examples=5)))
    contract.config.update(base_url=cloud.outputs.apis[request.param.stem])
    contract.config.phases.coverage.enabled = False
    return contract


@pytest.fixture
def customer(cloud: Cloud) -> dict[str, str]:
    """A customer's headers."""
    return {"Authorization": f"Bearer {cloud.customer().tokens['AccessToken']}"}


# An erased customer has no further requests; another test covers erasure.
@schemathesis.pytest.from_fixture("contract").exclude(operation_id="erase_me").parametrize()
def test_responses_to_a_customer_are_described_by_the_contract(customer: dict[str, str], case: Case) -> None:
    validate(case, case.call(headers=customer))


@schemathesis.pytest.from_fixture("contract").parametrize()
def test_responses_without_a_token_are_described_by_the_contract(case: Case) -> None:
    validate(case, case.call())
