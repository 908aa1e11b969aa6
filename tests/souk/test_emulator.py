"""What the local cloud needs and AWS does not."""

import json

from souk import emulator
from souk.places import Places
from tests.souk.fakes import FakeGateway, cloud_of


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


def test_the_gateway_answers_errors_as_the_contract_says(tmp_path):
    gateway = tmp_path / "contracts" / "gateway"
    gateway.mkdir(parents=True)
    responses = {
        "UNAUTHORIZED": {"statusCode": 401, "responseTemplates": {"application/json": "{}"}},
        "DEFAULT_4XX": {"responseParameters": {"gatewayresponse.header.Content-Type": "'application/problem+json'"}},
    }
    (gateway / "orders.v1.json").write_text(json.dumps({emulator.GATEWAY_RESPONSES: responses}))
    apis = FakeGateway("souk-dev-orders", "souk-two-orders", "souk-dev-users")

    assert emulator.put_gateway_responses(cloud_of(apigateway=apis), tmp_path, "dev") == 2

    ours = "souk-dev-orders"[::-1]
    assert set(apis.responses) == {(ours, "UNAUTHORIZED"), (ours, "DEFAULT_4XX")}
    assert apis.responses[ours, "UNAUTHORIZED"]["statusCode"] == "401"
    assert "statusCode" not in apis.responses[ours, "DEFAULT_4XX"]
    assert apis.deployed == [ours]
