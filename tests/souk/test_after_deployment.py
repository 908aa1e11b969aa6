"""The work of applications after their deployment."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from souk.base.errors import SoukError
from souk.base.paths import find_paths
from souk.environments import after_deployment

PATHS = find_paths({})


def environment(**states: bool) -> Any:
    """An environment whose applications are complete or not."""
    stacks = {name: SimpleNamespace(is_complete=complete) for name, complete in states.items()}
    return SimpleNamespace(applications=[*states], find_stack=stacks.get)


ENVIRONMENT = environment(a=True, b=False, c=True, idle=True, unselected=True)


def test_each_selected_application_does_its_work_once_its_stack_is_complete() -> None:
    done = []

    def find(application: str) -> Any:
        def work(paths: Any, environment: Any, current: Any, is_new: bool, source: Any) -> None:
            done.append((application, is_new, source))

        return work if application != "idle" else None

    failed = after_deployment.run_all(PATHS, ENVIRONMENT, ["a", "b", "c", "idle", "absent"], ["c"], None, find)

    assert (failed, done) == ([], [("a", False, None), ("c", True, None)])


def test_one_that_fails_leaves_the_others_alone() -> None:
    done = []

    def find(application: str) -> Any:
        def work(*_: Any) -> None:
            done.append(application)
            if application == "a":
                raise SoukError("it is broken", "mend it")

        return work

    assert after_deployment.run_all(PATHS, environment(a=True, b=True), ["a", "b"], [], None, find) == [
        "a: it is broken\nmend it"
    ]
    assert done == ["a", "b"]


def test_an_application_without_such_work_has_none() -> None:
    assert after_deployment.of_folder("updates") is None
    assert after_deployment.of_folder("no-such") is None
