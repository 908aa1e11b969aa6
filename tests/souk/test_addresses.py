"""Queues that an older `souk` kept."""

import json

from souk.local.addresses import name_loopback


def test_queues_that_were_at_localhost_are_at_the_address_that_is_listened_on(tmp_path):
    kept = {"queues": {"http://localhost:4566/000000000000/souk-dev-orders.fifo": {"of": "http://localhost:45660/"}}}
    (tmp_path / "sqs.json").write_text(json.dumps(kept))

    assert name_loopback(tmp_path, 4566) == 1
    assert name_loopback(tmp_path, 4566) == 0

    assert json.loads((tmp_path / "sqs.json").read_text()) == {
        "queues": {"http://127.0.0.1:4566/000000000000/souk-dev-orders.fifo": {"of": "http://localhost:45660/"}}
    }


def test_a_first_start_has_no_queues(tmp_path):
    assert name_loopback(tmp_path, 4566) == 0
