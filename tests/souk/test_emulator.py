"""What the local cloud needs and AWS does not."""

import json

from souk.local import emulator
from souk.places import Places
from tests.souk.fakes import FakeGateway, FakeStacks, cloud_of


def test_table_streams_are_read_from_their_beginning_after_a_restart(tmp_path):
    state = tmp_path / "cloud" / "state" / "lambda.json"
    state.parent.mkdir(parents=True)
    content = {
        "__ministack_format__": 2,
        "payload": {
            "functions": {"kept": True},
            "kinesis_positions": {"data": {"stream": {"shard": 7}}},
            "dynamodb_stream_positions": {"data": {"orders": 51, "users": 3}},
        },
    }
    state.write_text(json.dumps(content))

    assert emulator.rewind_streams(Places(root=tmp_path, home=tmp_path)) == 2

    rewound = json.loads(state.read_text())
    content["payload"]["dynamodb_stream_positions"] = {"data": {"orders": 0, "users": 0}}
    assert rewound == content


def test_a_first_start_has_no_streams_to_rewind(tmp_path):
    assert emulator.rewind_streams(Places(root=tmp_path, home=tmp_path)) == 0


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
