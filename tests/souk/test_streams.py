"""Table streams after a restart."""

import json

from souk.local.streams import rewind_streams


def test_table_streams_are_read_from_their_beginning_after_a_restart(tmp_path):
    state = tmp_path / "lambda.json"
    content = {
        "__ministack_format__": 2,
        "payload": {
            "functions": {"kept": True},
            "kinesis_positions": {"data": {"stream": {"shard": 7}}},
            "dynamodb_stream_positions": {"data": {"orders": 51, "users": 3}},
        },
    }
    state.write_text(json.dumps(content))

    assert rewind_streams(tmp_path) == 2

    rewound = json.loads(state.read_text())
    content["payload"]["dynamodb_stream_positions"] = {"data": {"orders": 0, "users": 0}}
    assert rewound == content


def test_a_first_start_has_no_streams_to_rewind(tmp_path):
    assert rewind_streams(tmp_path) == 0
