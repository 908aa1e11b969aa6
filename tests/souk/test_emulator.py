"""The steps that the local cloud needs and AWS does not."""

from souk.local import emulator
from tests.fake_environment import FakeEnvironment
from tests.souk.fakes import FakeGateway


def test_the_gateway_answers_errors_as_the_contract_says():
    responses = {
        "UNAUTHORIZED": {"statusCode": 401, "responseTemplates": {"application/json": "{}"}},
        "DEFAULT_4XX": {"responseParameters": {"gatewayresponse.header.Content-Type": "'application/problem+json'"}},
    }
    apis = FakeGateway()
    environment = FakeEnvironment(
        resources={
            "OrdersApi": (emulator.REST_API, "a1", {"Body": {emulator.GATEWAY_RESPONSES: responses}}),
            "Stage": (emulator.STAGE, "v2", {"RestApiId": {"Ref": "OrdersApi"}, "StageName": "v2"}),
        },
        apigateway=apis,
    )

    assert emulator.put_gateway_responses(environment) == 2

    assert set(apis.responses) == {("a1", "UNAUTHORIZED"), ("a1", "DEFAULT_4XX")}
    assert apis.responses["a1", "UNAUTHORIZED"]["statusCode"] == "401"
    assert "statusCode" not in apis.responses["a1", "DEFAULT_4XX"]
    assert apis.deployed == [("a1", "v2")]
