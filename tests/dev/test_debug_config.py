"""The functions to debug and their ports; refused options."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from souk.base.errors import SoukError
from souk.dev import debug_agent, debug_config
from tests.fake_environment import function

FUNCTIONS = [function("orders-http"), function("orders-sqs")]


def test_each_function_has_a_port_of_its_own():
    assert debug_config.parse_options(["orders-http", "orders-sqs"], FUNCTIONS) == {
        "orders-http": 5678,
        "orders-sqs": 5679,
    }
    assert debug_config.parse_options(["orders-sqs:6000"], FUNCTIONS) == {"orders-sqs": 6000}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["orders"], "there is no function `orders` to debug"),
        (["orders-http:high"], "`high` is no port"),
        (["orders-http", "orders-sqs:5678"], "two functions can't be debugged on one port"),
    ],
)
def test_an_invalid_option_is_refused(options, message):
    with pytest.raises(SoukError) as refused:
        debug_config.parse_options(options, FUNCTIONS)

    assert refused.value.message == message


def test_a_port_in_use_is_refused_and_another_suggested():
    def refuse(port: int) -> None:
        raise SoukError(f"port {port} is taken", "stop it")

    with pytest.raises(SoukError) as refused:
        debug_config.check_ports({"orders-http": 5678}, refuse)

    assert refused.value.message == "port 5678 is taken"
    assert refused.value.hint == "stop it, or choose another port: `--debug orders-http:5778`"


def test_the_debug_agent_is_added_beside_unchanged_files(tmp_path):
    code = {"orders/actions.py": b"x = 1"}

    shipped = debug_config.add_agent(code, FUNCTIONS[0], 5678, tmp_path)

    assert shipped.keys() - code.keys() == {
        "souk_debugger/__init__.py",
        "souk_debugger/settings.json",
    }
    settings = json.loads(shipped["souk_debugger/settings.json"])
    assert settings["handler"] == "orders.handlers.http.handler"
    assert settings["folders"]["orders"] == str(tmp_path / "services/orders")
    assert (Path(settings["debugpy"]) / "__init__.py").exists()


def test_a_debugged_function_has_its_handler_for_all_events_except_warm_ups(tmp_path):
    (tmp_path / "a_handler_of_a_test.py").write_text("def handler(event, context):\n    return event, context\n")
    sys.path.insert(0, str(tmp_path))
    try:
        handler = debug_agent.wrap_handler("a_handler_of_a_test.handler")
    finally:
        sys.path.remove(str(tmp_path))

    assert handler({"Records": []}, "context") == ({"Records": []}, "context")
    assert handler(debug_agent.WARMUP, "context") is None
