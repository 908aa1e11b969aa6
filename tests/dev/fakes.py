"""What `souk dev` stands between, in memory: functions that take code, and a person who is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from souk.base.errors import SoukError
from souk.cloud.deployed_function import Function
from souk.dev.sources import Code


def function(name: str, api_version: int = 1) -> Function:
    """A function as the template would have it."""
    service, plug = name.partition("-")[0], name.rpartition("-")[2]
    return Function(name, "dev", f"{service}.handlers.{plug}.handler", 15, ("bucket", service), api_version)


class FakeCloud:
    """Functions that run what they are given, unless they can't."""

    def __init__(self, *functions: Function) -> None:
        """They run nothing yet."""
        self.functions = list(functions)
        self.waited_for = {each.name for each in functions if each.is_http}
        self.runs: dict[str, Code] = {}
        self.updates: list[list[str]] = []
        self.tidied: list[str] = []
        self.broken: dict[str, str] = {}
        self.is_down = False

    def is_waited_for(self, function: Function) -> bool:
        return function.name in self.waited_for

    def update(self, functions: Sequence[Function], code: Mapping[str, Code]) -> dict[str, str]:
        if self.is_down:
            raise SoukError("the local cloud does not answer", "look at its log")
        self.updates.append([each.name for each in functions])
        for each in functions:
            if each.name not in self.broken:
                self.runs[each.name] = code[each.service]
        return {each.name: self.broken[each.name] for each in functions if each.name in self.broken}

    def tidy(self, functions: Sequence[Function]) -> None:
        self.tidied += [each.name for each in functions]


class Told:
    """What a person was told."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.said: list[str] = []
        self.warned: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def warn(self, text: str) -> None:
        self.warned.append(text)
