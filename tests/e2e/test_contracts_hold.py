"""Behind the real gateway, too, nothing is answered that the contract doesn't describe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import schemathesis
from schemathesis import Case
from schemathesis.schemas import BaseSchema

from tests.cloud import Cloud
from tests.contracts.asking import config, judge, ready

pytestmark = pytest.mark.cloud
CONTRACTS = sorted((Path(__file__).resolve().parents[2] / "contracts/openapi").glob("*.json"))


@pytest.fixture(params=CONTRACTS, ids=[path.stem for path in CONTRACTS])
def contract(request: pytest.FixtureRequest, cloud: Cloud) -> BaseSchema:
    """A contract, and where its API is. The questions that its limits suggest are asked in the fast tests."""
    asked = ready(schemathesis.openapi.from_dict(json.loads(request.param.read_text()), config=config(most=5)))
    asked.config.update(base_url=cloud.outputs.apis[request.param.stem])
    asked.config.phases.coverage.enabled = False
    return asked


@pytest.fixture
def customer(cloud: Cloud) -> dict[str, str]:
    """What a customer sends along."""
    return {"Authorization": f"Bearer {cloud.customer().tokens['AccessToken']}"}


# Whoever is erased can ask for nothing more: that is a journey of its own.
@schemathesis.pytest.from_fixture("contract").exclude(operation_id="erase_me").parametrize()
def test_a_customer_is_answered_as_the_contract_says(customer: dict[str, str], case: Case) -> None:
    judge(case, case.call(headers=customer))


@schemathesis.pytest.from_fixture("contract").parametrize()
def test_nobody_is_answered_as_the_contract_says(case: Case) -> None:
    judge(case, case.call())
