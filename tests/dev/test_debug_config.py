"""Which functions are debugged, on which port; what a person is told who asks for something else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from souk.base.errors import SoukError
from souk.dev import debug_agent, debug_config
from tests.dev.fakes import function

FUNCTIONS = [function("orders-http"), function("orders-sqs")]


def test_each_function_has_a_port_of_its_own():
    assert debug_config.chosen(["orders-http", "orders-sqs"], FUNCTIONS) == {"orders-http": 5678, "orders-sqs": 5679}
    assert debug_config.chosen(["orders-sqs:6000"], FUNCTIONS) == {"orders-sqs": 6000}


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (["orders"], "there is no function `orders` to debug"),
        (["orders-http:high"], "`high` is no port"),
        (["orders-http", "orders-sqs:5678"], "two functions can't be debugged on one port"),
    ],
)
def test_what_can_not_be_debugged_is_refused(wanted, told):
    with pytest.raises(SoukError) as refused:
        debug_config.chosen(wanted, FUNCTIONS)

    assert refused.value.message == told


def test_a_port_that_is_taken_is_refused_with_another():
    def taken(port: int) -> None:
        raise SoukError(f"port {port} is taken", "stop it")

    with pytest.raises(SoukError) as refused:
        debug_config.refuse_taken({"orders-http": 5678}, taken)

    assert refused.value.message == "port 5678 is taken"
    assert refused.value.hint == "stop it, or choose another port: `--debug orders-http:5778`"


def test_a_debugger_is_let_in_by_files_that_are_added_and_change_none(tmp_path):
    code = {"orders/actions.py": b"x = 1"}

    shipped = debug_config.wrapped(code, FUNCTIONS[0], 5678, tmp_path)

    assert {place for place in shipped if place not in code} == {
        "souk_debugger/__init__.py",
        "souk_debugger/settings.json",
    }
    settings = json.loads(shipped["souk_debugger/settings.json"])
    assert settings["handler"] == "orders.handlers.http.handler"
    assert settings["folders"]["orders"] == str(tmp_path / "services/orders")
    assert (Path(settings["debugpy"]) / "__init__.py").exists()


def test_a_debugged_function_is_its_own_handler_but_for_the_event_that_starts_it(tmp_path):
    (tmp_path / "a_handler_of_a_test.py").write_text("def handler(event, context):\n    return event, context\n")
    sys.path.insert(0, str(tmp_path))
    try:
        handler = debug_agent.own_handler("a_handler_of_a_test.handler")
    finally:
        sys.path.remove(str(tmp_path))

    assert handler({"Records": []}, "context") == ({"Records": []}, "context")
    assert handler(debug_agent.START, "context") is None
