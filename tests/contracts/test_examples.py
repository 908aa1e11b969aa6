"""The examples of a contract work: each request succeeds in a world that has the data it names.

Every operation is asked in both shapes of event. A load balancer reaches operations for services only; the shape of its
events is tested without that rule, for all.
"""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from chassis.web.app import Api
from tests.contracts.examples import OPERATIONS, Schema, ask, example_body
from tests.contracts.worlds import WORLDS
from tests.gateway import Client
from tests.load_balancer import BalancedClient, EncodedClient, UnroutedClient

of_every_operation = pytest.mark.parametrize(("api", "contract", "path", "method"), OPERATIONS)


def is_internal(path: str) -> bool:
    return path.startswith("/internal/")


@pytest.mark.parametrize(
    "by", [Client, UnroutedClient, EncodedClient], ids=["api-gateway", "load-balancer", "load-balancer-base64"]
)
@of_every_operation
def test_a_request_like_the_example_succeeds(
    api: Api, contract: Schema, path: str, method: str, by: type[Client]
) -> None:
    operation = contract["paths"][path][method]
    [status] = [status for status in operation["responses"] if status < "400"]

    answer = ask(api, contract, path, method, example_body(operation), by=by)

    assert str(answer.status) == status, answer.text
    content = operation["responses"][status].get("content")
    if content:
        schema = {**content["application/json"]["schema"], "components": contract["components"]}
        Draft202012Validator(schema).validate(answer.json)


@of_every_operation
def test_a_load_balancer_reaches_operations_for_services_and_nothing_else(
    api: Api, contract: Schema, path: str, method: str
) -> None:
    body, world = example_body(contract["paths"][path][method]), WORLDS[api.name].world()

    answer = ask(api, contract, path, method, body, world=world, by=BalancedClient)

    if is_internal(path):
        through_gateway = ask(api, contract, path, method, body, world=world)
        assert (answer.status, answer.json) == (through_gateway.status, through_gateway.json)
    else:
        assert (answer.status, answer.problem) == (404, "not-found")


@of_every_operation
def test_operations_for_services_are_those_below_internal(api: Api, contract: Schema, path: str, method: str) -> None:
    security = contract["paths"][path][method]["security"]

    assert is_internal(path) == (security == [{"sigv4": []}])
