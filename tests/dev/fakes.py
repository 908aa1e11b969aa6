"""The ports of the sync loop in memory: an updater and a reporter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from souk.base.errors import SoukError
from souk.cloud.functions import Function
from souk.dev.sources import Code


class FakeUpdater:
    """Functions that run any code, except broken ones."""

    def __init__(self, *functions: Function) -> None:
        self.functions = list(functions)
        self.urgent = {function.short_name for function in functions if function.is_http}
        self.deployed: dict[str, Code] = {}
        self.updates: list[list[str]] = []
        self.pruned: list[str] = []
        self.broken: dict[str, str] = {}
        self.is_down = False

    def is_urgent(self, function: Function) -> bool:
        return function.short_name in self.urgent

    def update(self, functions: Sequence[Function], code: Mapping[str, Code]) -> dict[str, str]:
        if self.is_down:
            raise SoukError("the local cloud does not answer", "look at its log")
        names = {function.short_name: function.service for function in functions}
        self.updates.append([*names])
        self.deployed |= {name: code[service] for name, service in names.items() if name not in self.broken}
        return {name: problem for name, problem in self.broken.items() if name in names}

    def prune(self, functions: Sequence[Function]) -> None:
        self.pruned += [function.short_name for function in functions]


class FakeReporter:
    """Records reports."""

    def __init__(self) -> None:
        self.infos: list[str] = []
        self.warnings: list[str] = []

    def info(self, text: str) -> None:
        self.infos.append(text)

    def warn(self, text: str) -> None:
        self.warnings.append(text)
