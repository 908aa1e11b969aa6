"""What `sam local` is told of an environment's functions."""

from types import SimpleNamespace

import pytest

from souk.base.errors import SoukError
from souk.cloud.sam_env import as_containers_see_them
from tests.souk.fakes import FakeStacks, cloud_of

VARIABLES = {
    "TABLE": "souk-dev-orders",
    "QUEUE_URL": "http://localhost:1/000000000000/souk-dev-orders.fifo",
    "USERS_URL": "http://127.0.0.1:1/_aws/execute-api/f02d7668/v1",
    "ELSEWHERE": "http://127.0.0.1:12/",
}


@pytest.fixture
def clients():
    stacks = FakeStacks()
    stacks.add("dev")
    stacks.make(
        "dev",
        OrdersHttp=("AWS::Lambda::Function", "souk-dev-orders-http", {}),
        UsersCognito=("AWS::Lambda::Function", "souk-dev-users-cognito", {}),
        OrdersTable=("AWS::DynamoDB::Table", "souk-dev-orders", {}),
    )
    known = {"souk-dev-orders-http": {"Environment": {"Variables": VARIABLES}}, "souk-dev-users-cognito": {}}
    functions = SimpleNamespace(get_function_configuration=lambda FunctionName: known[FunctionName])  # noqa: N803
    return {"cloudformation": stacks, "functions": functions}


def test_addresses_on_this_machine_are_told_as_containers_reach_them(clients):
    told = as_containers_see_them(cloud_of(**clients), "dev")

    assert told["OrdersHttp"] == {
        "TABLE": "souk-dev-orders",
        "QUEUE_URL": "http://host.docker.internal:1/000000000000/souk-dev-orders.fifo",
        "USERS_URL": "http://host.docker.internal:1/_aws/execute-api/f02d7668/v1",
        "ELSEWHERE": "http://127.0.0.1:12/",
    }


def test_a_function_without_variables_is_told_too(clients):
    assert as_containers_see_them(cloud_of(**clients), "dev")["UsersCognito"] == {}


def test_addresses_on_aws_stay_as_they_are(clients):
    aws = SimpleNamespace(endpoint_url=None, **clients)

    assert as_containers_see_them(aws, "dev")["OrdersHttp"] == VARIABLES


def test_an_environment_that_is_not_there_is_refused(clients):
    with pytest.raises(SoukError, match="no environment `nix`"):
        as_containers_see_them(cloud_of(**clients), "nix")
