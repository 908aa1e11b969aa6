"""What the local cloud needs and AWS does not."""

from souk.local import emulator
from tests.souk.fakes import FakeGateway, FakeStacks, cloud_of


def test_the_gateway_answers_errors_as_the_contract_says():
    responses = {
        "UNAUTHORIZED": {"statusCode": 401, "responseTemplates": {"application/json": "{}"}},
        "DEFAULT_4XX": {"responseParameters": {"gatewayresponse.header.Content-Type": "'application/problem+json'"}},
    }
    stacks, apis = FakeStacks(), FakeGateway()
    stacks.add("dev")
    stacks.add("two")
    stacks.make(
        "dev",
        OrdersApi=("AWS::ApiGateway::RestApi", "a1", {"Body": {emulator.GATEWAY_RESPONSES: responses}}),
        Stage=("AWS::ApiGateway::Stage", "v2", {"RestApiId": {"Ref": "OrdersApi"}, "StageName": "v2"}),
    )
    stacks.make("two", OrdersApi=("AWS::ApiGateway::RestApi", "b1", {"Body": {}}))

    assert emulator.put_gateway_responses(cloud_of(cloudformation=stacks, apigateway=apis), "dev") == 2

    assert set(apis.responses) == {("a1", "UNAUTHORIZED"), ("a1", "DEFAULT_4XX")}
    assert apis.responses["a1", "UNAUTHORIZED"]["statusCode"] == "401"
    assert "statusCode" not in apis.responses["a1", "DEFAULT_4XX"]
    assert apis.deployed == [("a1", "v2")]
