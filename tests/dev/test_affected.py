"""The functions that a changed file affects."""

from __future__ import annotations

import pytest

from souk.dev.affected import affected_functions
from souk.dev.sources import read
from tests.fake_environment import function
from tests.template.reading import ROOT

NAMES = ("orders-http", "orders-v2-http", "orders-docs", "orders-stream", "orders-sqs", "users-http", "users-sqs")
FUNCTIONS = [function(name) for name in NAMES]
ALL_OF_ORDERS = [name for name in NAMES if name.startswith("orders")]
CODE = read(ROOT, ["orders"])["orders"]


@pytest.mark.parametrize(
    ("path", "expected"),
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
        ("contracts/openapi/orders.v1.json", ["orders-docs"]),
    ],
)
def test_a_file_affects_the_functions_that_run_it(path, expected):
    affected = affected_functions(path, "orders", FUNCTIONS, CODE)

    assert [function.short_name for function in affected] == expected
