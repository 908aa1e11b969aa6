"""The variables of an environment's functions, as `sam local` passes them on."""

from types import SimpleNamespace

from souk.cloud.sam_env import env_json
from tests.fake_environment import LOCAL, FakeEnvironment

VARIABLES = {
    "TABLE": "souk-dev-orders",
    "QUEUE_URL": "http://localhost:1/000000000000/souk-dev-orders.fifo",
    "USERS_URL": "http://127.0.0.1:1/_aws/execute-api/f02d7668/v1",
    "ELSEWHERE": "http://127.0.0.1:12/",
}


def environment(endpoint_url):
    configurations = {"souk-dev-orders-http": {"Environment": {"Variables": VARIABLES}}, "souk-dev-users-cognito": {}}
    client = SimpleNamespace(get_function_configuration=lambda FunctionName: configurations[FunctionName])  # noqa: N803
    return FakeEnvironment(
        function_names=["orders-http", "users-cognito"],
        resources={"OrdersTable": ("AWS::DynamoDB::Table", "souk-dev-orders", {})},
        endpoint_url=endpoint_url,
        functions=client,
    )


def test_addresses_on_this_machine_are_those_that_containers_reach():
    assert env_json(environment(LOCAL))["OrdersHttp"] == {
        "TABLE": "souk-dev-orders",
        "QUEUE_URL": "http://host.docker.internal:1/000000000000/souk-dev-orders.fifo",
        "USERS_URL": "http://host.docker.internal:1/_aws/execute-api/f02d7668/v1",
        "ELSEWHERE": "http://127.0.0.1:12/",
    }


def test_a_function_without_variables_is_listed_and_nothing_else_is():
    variables = env_json(environment(LOCAL))

    assert variables["UsersCognito"] == {}
    assert set(variables) == {"OrdersHttp", "UsersCognito"}


def test_addresses_on_aws_stay_as_they_are():
    assert env_json(environment(None))["OrdersHttp"] == VARIABLES
