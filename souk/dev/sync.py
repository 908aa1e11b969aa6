"""From a save to updated functions: which, in which order, and the report."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from souk.base.console import took
from souk.base.error_handling import world
from souk.base.errors import SoukError
from souk.cloud.functions import Function
from souk.dev import sources
from souk.dev.affected import affected_functions
from souk.dev.sources import Code

MAX_NAMES = 3
"""Functions or files that a line names; the others are counted."""


class Updater(Protocol):
    """Updates functions with other code."""

    @property
    def functions(self) -> Sequence[Function]:
        """All functions of the environment."""
        ...

    def is_urgent(self, function: Function) -> bool:
        """Whether a function is updated first, because a person may be waiting for it."""
        ...

    def update(self, functions: Sequence[Function], code: Mapping[str, Code]) -> dict[str, str]:
        """Update functions; returns the reasons of those that can't start, by name."""
        ...

    def prune(self, functions: Sequence[Function]) -> None:
        """Delete their versions without traffic."""
        ...


class Reporter(Protocol):
    """Reports to the developer."""

    def info(self, text: str) -> None:
        """Report an event."""
        ...

    def warn(self, text: str) -> None:
        """Report a failure."""
        ...


class SyncLoop:
    """Keeps functions in sync with the checkout. Each call does little, so that a new save never waits long."""

    def __init__(
        self, read: Callable[[], dict[str, Code]], updater: Updater, reporter: Reporter, deployed: Mapping[str, Code]
    ) -> None:
        """`deployed` is the code that runs now, by service."""
        self._read, self._updater, self._reporter = read, updater, reporter
        self._deployed = dict(deployed)
        self._pending: set[Function] = set()
        self._failed: set[Function] = set()
        self._unpruned: set[Function] = set()
        self._had_errors = False

    @property
    def is_pending(self) -> bool:
        """Whether functions that aren't urgent are still to be updated."""
        return bool(self._pending)

    @property
    def has_work(self) -> bool:
        """Whether `idle` would do anything."""
        return bool(self._pending or self._unpruned)

    def sync(self, since: float, drifted: Collection[Function] = ()) -> None:
        """Update the affected functions after a save, and drifted ones; urgent ones first."""
        code = self._read()
        changes = {service: sources.differences(self._deployed.get(service, {}), code[service]) for service in code}
        paths = sorted({path for changed in changes.values() for path in changed})
        errors = {
            str(error) for service, changed in changes.items() for error in sources.errors(code[service], changed)
        }
        if errors:
            self._had_errors = True
            self._failed |= {*drifted}
            self._reporter.warn(f"{_listed(sorted(map(str, errors)))}; nothing is updated")
            return
        had_errors, self._had_errors = self._had_errors, False
        if not paths and not drifted:
            if had_errors:
                self._reporter.info("fixed: nothing to update")
            return
        self._deployed = code
        affected = {*drifted} | {
            function
            for service, changed in changes.items()
            for path in changed
            for function in affected_functions(path, service, self._updater.functions, code[service])
        }
        if not affected:
            self._reporter.info(f"{_listed(paths)}: no function runs it yet")
            return
        self._update_all(affected, _listed(paths) or "the checkout", since)

    def idle(self, batch: int = 2) -> None:
        """Update some pending functions; once there are none, prune."""
        if self._pending:
            functions = sorted(self._pending)[:batch]
            self._pending -= {*functions}
            self._update(functions)
        elif self._unpruned:
            self.prune()

    def prune(self) -> None:
        """Delete the versions that were live before."""
        functions, self._unpruned = self._unpruned, set()
        self._updater.prune(sorted(functions))

    def _update_all(self, affected: Collection[Function], cause: str, since: float) -> None:
        functions = {*affected, *self._pending, *self._failed}
        self._failed.clear()
        urgent = sorted(filter(self._updater.is_urgent, functions)) or sorted(functions)
        self._pending = functions - {*urgent}
        if not self._update(urgent):
            # The others would fail alike: they wait for the save that fixes it.
            self._failed |= self._pending
            self._pending = set()
        else:
            rest = f", then {_listed(_names(self._pending))}" if self._pending else ""
            self._reporter.info(f"{cause} → {_listed(_names(urgent))}  {took(time.monotonic() - since)}{rest}")

    def _update(self, functions: Sequence[Function]) -> bool:
        """Update functions; False if one of them failed."""
        try:
            problems = self._updater.update(functions, self._deployed)
        except SoukError as error:
            problems = dict.fromkeys(_names(functions), error.message)
        except world() as error:
            problems = dict.fromkeys(_names(functions), f"{type(error).__name__}: {error}")
        self._unpruned |= {*functions}
        self._failed |= {function for function in functions if function.short_name in problems}
        for name, problem in problems.items():
            self._reporter.warn(f"{name} was not updated: {problem}")
        return not problems


def _names(functions: Collection[Function]) -> list[str]:
    return sorted(function.short_name for function in functions)


def _listed(names: Sequence[str]) -> str:
    """The first names, and the number of the others."""
    more = len(names) - MAX_NAMES
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:MAX_NAMES])} and {more} more"
