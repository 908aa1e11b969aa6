"""Every operation of every API succeeds after a concurrent change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chassis.core.errors import ChangedMeanwhile
from chassis.web.app import Api
from tests.contracts.examples import OPERATIONS, Schema, ask, example_body
from tests.contracts.worlds import WORLDS

CONFLICTS = 3


class Contended:
    """A port whose methods fail with a concurrent change a few times."""

    def __init__(self, port: object) -> None:
        self._port, self._conflicts = port, CONFLICTS

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._port, name)
        return (lambda *arguments, **named: self._call(member, *arguments, **named)) if callable(member) else member

    def _call(self, method: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        if self._conflicts:
            self._conflicts -= 1
            raise ChangedMeanwhile
        return method(*arguments, **named)


@pytest.mark.parametrize(("api", "contract", "path", "method"), OPERATIONS)
def test_a_request_succeeds_after_concurrent_changes(api: Api, contract: Schema, path: str, method: str) -> None:
    operation = contract["paths"][path][method]
    [status] = [status for status in operation["responses"] if status < "400"]
    world = {kind: Contended(port) for kind, port in WORLDS[api.name].world().items()}

    answer = ask(api, contract, path, method, example_body(operation), world=world)

    assert str(answer.status) == status, answer.text
