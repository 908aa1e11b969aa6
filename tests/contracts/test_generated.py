"""Generated files match the code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from chassis.web.app import Api
from souk.contracts import export, gateway
from souk.generate import python
from tests.scaffold.checkouts import Checkout

ROOT = Path(__file__).resolve().parents[2]
SERVICES = export.services(ROOT)
APIS = [pytest.param(api, id=api.key) for service in SERVICES for api in export.apis(service)]


def test_contracts_are_fresh():
    if stale := export.stale(ROOT):
        message = f"contracts/ doesn't match the code: run `make sdk`, and commit it ({', '.join(stale)})"
        pytest.fail(message, pytrace=False)


@pytest.mark.slow
def test_a_route_that_was_added_without_make_sdk_is_one_failure_that_says_so(tmp_path: Path):
    checkout = Checkout.at(tmp_path / "checkout")
    router = checkout.root / "services/orders/v2/router.py"
    router.write_text(router.read_text().replace('@orders.get("/{order_id}",', '@orders.get("/{order_id}/",'))
    tests = ("tests/contracts/test_generated.py", "tests/compat/test_check.py", "tests/compat/test_command.py")

    result = checkout.run("pytest", "-q", "-rf", "-m", "not slow", "-k", "fresh or hand or match", *tests, check=False)

    failed = [line for line in result.stdout.splitlines() if line.startswith("FAILED")]
    assert len(failed) == 1, result.stdout
    assert "run `make sdk`" in result.stdout


@pytest.mark.slow
def test_the_sdk_is_fresh():
    assert python.stale(ROOT) == [], "run `make sdk` and commit what it changed"


@pytest.mark.slow
@pytest.mark.parametrize("api", APIS)
def test_contract_and_gateway_definition_are_valid_openapi(api: Api):
    contract = export.openapi(api)

    validate(contract)
    validate(gateway.definition(api, contract))


@pytest.mark.parametrize("api", APIS)
def test_the_gateway_carries_exactly_the_contract_and_its_documentation(api: Api):
    contract = export.openapi(api)

    definition = gateway.definition(api, contract)

    assert set(definition["paths"]) == {*contract["paths"], *gateway.DOCS}
    for path, operations in contract["paths"].items():
        schemes = {scheme for operation in operations.values() for each in operation["security"] for scheme in each}
        preflight = set() if schemes == {"sigv4"} else {"options"}
        assert set(definition["paths"][path]) == {*operations, *preflight}
        assert "security" not in definition["paths"][path].get("options", {})


@pytest.mark.parametrize("api", APIS)
def test_a_refusal_of_the_gateway_reaches_pages_that_passed_a_preflight(api: Api):
    refusals = gateway.definition(api, export.openapi(api))["x-amazon-apigateway-gateway-responses"]

    for refusal in refusals.values():
        sources = refusal["responseParameters"]
        assert sources["gatewayresponse.header.Access-Control-Allow-Origin"] == "method.request.header.x-origin"
        assert "Retry-After" in sources["gatewayresponse.header.Access-Control-Expose-Headers"]


@pytest.mark.parametrize("api", APIS)
def test_what_needs_a_token_in_the_contract_needs_one_at_the_gateway(api: Api):
    contract = export.openapi(api)
    definition = gateway.definition(api, contract)

    for path, operations in contract["paths"].items():
        for method, operation in operations.items():
            needed = [scheme for schemes in operation.get("security", []) for scheme in schemes]
            asked = [scheme for schemes in definition["paths"][path][method].get("security", []) for scheme in schemes]
            assert asked == needed, f"{method} {path}"


def test_a_contract_edited_by_hand_is_noticed(tmp_path: Path):
    for source in ("services", "template.yaml"):
        (tmp_path / source).symlink_to(ROOT / source)
    export.write(tmp_path)
    for contract, title in {"openapi/orders.v1.json": "Souk orders", "asyncapi.json": "Souk events"}.items():
        edited = tmp_path / "contracts" / contract
        edited.write_text(edited.read_text().replace(title, "Somebody's"))
    (tmp_path / "contracts/events/orders.OrderForgotten.v1.json").write_text("{}")

    edited_by_hand = ["asyncapi.json", "events/orders.OrderForgotten.v1.json", "openapi/orders.v1.json"]
    assert export.stale(tmp_path) == edited_by_hand


def test_every_event_schema_requires_what_everyone_may_rely_on():
    for service in SERVICES:
        for event in export.events(service):
            schema = json.loads((ROOT / f"contracts/events/{event.key()}.json").read_text())
            always = {"id", "name", "version", "at", "aggregate_id", "sequence", "trace"}
            assert always <= set(schema["required"]), event.key()
