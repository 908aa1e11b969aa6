"""Work of applications after their deployment: `run` in `commands/after_deployment.py` of their folders.

`python -m souk.environments.after_deployment ENV` does it on AWS, for the Makefile.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from souk.base.console import Step, errors, step
from souk.base.errors import SoukError
from souk.base.paths import Paths, find_paths
from souk.cloud.clients import real_aws
from souk.cloud.environment import Environment


class Run(Protocol):
    """An application's work: it ends the step with its result."""

    def __call__(
        self, paths: Paths, environment: Environment, current: Step, is_new: bool, source: Environment | None
    ) -> None:
        """`is_new`: its stack has just been deployed. `source`: the environment that this one is a clone of.

        Raises SoukError if it failed; it may be repeated.
        """
        ...


Find = Callable[[str], Run | None]


def of_folder(application: str) -> Run | None:
    """The work of an application, if its folder has one."""
    package = application.replace("-", "_")
    name = f"{package}.commands.after_deployment"
    if not (find_spec(package) and find_spec(f"{package}.commands") and find_spec(name)):
        return None
    work: Run = import_module(name).run
    return work


def run_all(
    paths: Paths,
    environment: Environment,
    applications: Collection[str],
    deployed: Collection[str],
    source: Environment | None = None,
    find: Find = of_folder,
) -> list[str]:
    """Do the applications' work; returns the reasons of those that failed. One that fails leaves others alone.

    `deployed`: the names of those whose stacks have just been deployed.
    """
    failed = []
    for application in applications:
        work = find(application)
        stack = environment.find_stack(application)
        if work is None or stack is None or not stack.is_complete:
            continue
        try:
            with step(application, "completing its deployment") as current:
                work(paths, environment, current, application in deployed, source)
        except SoukError as error:
            failed.append(f"{application}: {error.message}\n{error.hint}")
    return failed


def main() -> None:
    """Do it for an environment on AWS."""
    environment = Environment(sys.argv[1], real_aws())
    failed = run_all(find_paths(os.environ), environment, environment.applications, environment.applications)
    for reason in failed:
        errors.print(f"  [red]✗[/] {reason}", soft_wrap=True)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
