"""Whom somebody else got in the way of is answered all the same: in every operation of every API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chassis.core.errors import ChangedMeanwhile
from chassis.web.app import Api
from tests.contracts.examples import OPERATIONS, Schema, ask, example_body
from tests.contracts.worlds import WORLDS

RIVALS = 3


class Contended:
    """A port of which somebody else is faster to use, a few times."""

    def __init__(self, port: object) -> None:
        self._port, self._rivals = port, RIVALS

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *given, **named: self._unless_slower(getattr(self._port, name), *given, **named)

    def _unless_slower(self, method: Callable[..., Any], *given: Any, **named: Any) -> Any:
        if self._rivals:
            self._rivals -= 1
            raise ChangedMeanwhile
        return method(*given, **named)


@pytest.mark.parametrize(("api", "contract", "path", "method"), OPERATIONS)
def test_a_request_succeeds_although_somebody_else_was_faster(
    api: Api, contract: Schema, path: str, method: str
) -> None:
    operation = contract["paths"][path][method]
    [status] = [status for status in operation["responses"] if status < "400"]
    world = {kind: Contended(port) for kind, port in WORLDS[api.name].world().items()}

    answer = ask(api, contract, path, method, example_body(operation), world=world)

    assert str(answer.status) == status, answer.text
