"""From a save to the functions that run it: who is concerned, in which order, and what is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from souk.base.console import took
from souk.base.error_handling import world
from souk.base.errors import SoukError
from souk.cloud.deployed_function import Function
from souk.dev import sources as our
from souk.dev.affected import owners
from souk.dev.sources import Code

NAMED = 3
"""How many functions, or files, a line names; the others are counted."""


class Cloud(Protocol):
    """What brings code into functions."""

    @property
    def functions(self) -> Sequence[Function]:
        """All there are."""
        ...

    def is_waited_for(self, function: Function) -> bool:
        """Whether somebody may be waiting for a function, so that it comes first."""
        ...

    def update(self, functions: Sequence[Function], code: Mapping[str, Code]) -> dict[str, str]:
        """Have functions run other code. Answers which can't start, why, and what answers instead."""
        ...

    def tidy(self, functions: Sequence[Function]) -> None:
        """Forget what nobody calls any more."""
        ...


class Teller(Protocol):
    """Whom a person listens to."""

    def say(self, text: str) -> None:
        """Something happened."""
        ...

    def warn(self, text: str) -> None:
        """Something went wrong."""
        ...


class Loop:
    """Knows what was brought where. Each call does a little, so that a new save never waits long."""

    def __init__(
        self, read: Callable[[], dict[str, Code]], cloud: Cloud, teller: Teller, brought: Mapping[str, Code]
    ) -> None:
        """`brought` is the code that runs now, by service."""
        self._read, self._cloud, self._teller = read, cloud, teller
        self._brought = dict(brought)
        self._behind: set[Function] = set()
        self._failed: set[Function] = set()
        self._untidy: set[Function] = set()
        self._was_broken = False

    @property
    def is_behind(self) -> bool:
        """Whether functions that nobody waits for have yet to follow."""
        return bool(self._behind)

    @property
    def has_work(self) -> bool:
        """Whether `idle` would do anything."""
        return bool(self._behind or self._untidy)

    def saved(self, since: float, also: Collection[Function] = ()) -> None:
        """Something was saved, or other functions are behind, too: bring it, first to those that people wait for."""
        code = self._read()
        changes = {service: our.differences(self._brought.get(service, {}), code[service]) for service in code}
        places = sorted({place for changed in changes.values() for place in changed})
        wrong = {str(each) for service, changed in changes.items() for each in our.broken(code[service], changed)}
        if wrong:
            self._was_broken = True
            self._failed |= {*also}
            self._teller.warn(f"{_listed(sorted(wrong))}; nothing is updated")
            return
        if not places and not also:
            if self._was_broken:
                self._teller.say("all is as it was")
            self._was_broken = False
            return
        self._was_broken = False
        self._brought = code
        wanted = {*also} | {
            function
            for service, changed in changes.items()
            for place in changed
            for function in owners(place, service, self._cloud.functions, code[service])
        }
        if not wanted:
            self._teller.say(f"{_listed(places)}: no function runs it yet")
            return
        self._bring_all(wanted, _listed(places) or "the checkout", since)

    def _bring_all(self, wanted: Collection[Function], why: str, since: float) -> None:
        concerned = {*wanted, *self._behind, *self._failed}
        self._failed.clear()
        first = sorted(each for each in concerned if self._cloud.is_waited_for(each)) or sorted(concerned)
        self._behind = concerned - {*first}
        if not self._bring(first):
            # The others would fail alike: they wait for the save that mends it.
            self._failed |= self._behind
            self._behind = set()
        else:
            names = [function.name for function in first]
            rest = f", then {_listed(sorted(each.name for each in self._behind))}" if self._behind else ""
            self._teller.say(f"{why} → {_listed(names)}  {took(time.monotonic() - since)}{rest}")

    def idle(self, at_once: int = 2) -> None:
        """Nothing was saved: let some of those follow that nobody waits for; then forget what they ran before."""
        if self._behind:
            some = sorted(self._behind)[:at_once]
            self._behind -= {*some}
            self._bring(some)
        elif self._untidy:
            self.tidy()

    def tidy(self) -> None:
        """Forget what functions ran before."""
        gone, self._untidy = self._untidy, set()
        self._cloud.tidy(sorted(gone))

    def _bring(self, functions: Sequence[Function]) -> bool:
        """Whether all of them run it."""
        try:
            problems = self._cloud.update(functions, self._brought)
        except SoukError as error:
            problems = {function.name: error.message for function in functions}
        except world() as error:
            problems = {function.name: f"{type(error).__name__}: {error}" for function in functions}
        self._untidy |= {*functions}
        self._failed |= {function for function in functions if function.name in problems}
        for name, why in problems.items():
            self._teller.warn(f"{name} can't run it: {why}")
        return not problems


def _listed(names: Sequence[str]) -> str:
    """The first of some names, and how many more."""
    more = len(names) - NAMED
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:NAMED])} and {more} more"
