"""Which functions run a file."""

from __future__ import annotations

import pytest

from souk.dev.affected import owners
from souk.dev.sources import read
from tests.dev.fakes import function
from tests.template.reading import ROOT

NAMES = ("orders-http", "orders-v2-http", "orders-stream", "orders-sweeper", "orders-sqs", "users-http", "users-sqs")
FUNCTIONS_HERE = [function(name, 2 if "v2" in name else 1) for name in NAMES]
ALL_OF_ORDERS = [name for name in NAMES if name.startswith("orders")]
CODE = read(ROOT, ["orders"])["orders"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("orders/handlers/stream.py", ["orders-stream"]),
        ("orders/handlers/http.py", ["orders-http", "orders-v2-http"]),
        ("orders/handlers/__init__.py", ALL_OF_ORDERS),
        ("orders/actions.py", ALL_OF_ORDERS),
        ("orders/templates/mail.html", ALL_OF_ORDERS),
        ("chassis/messaging/outbox_relay.py", ALL_OF_ORDERS),
        ("souk_sdk/users_v1/client.py", ALL_OF_ORDERS),
        ("orders/v1/router.py", ["orders-http"]),
        ("orders/v2/router.py", ["orders-v2-http"]),
        ("orders/v2/schemas.py", ["orders-http", "orders-v2-http"]),
        ("orders/v2/__init__.py", ALL_OF_ORDERS),
    ],
)
def test_a_file_is_run_by(place, expected):
    assert [one.name for one in owners(place, "orders", FUNCTIONS_HERE, CODE)] == expected
