"""An environment of the local cloud as the checkout has it: its core, then each application that changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from souk.base.console import step
from souk.base.errors import SoukError
from souk.base.paths import Paths
from souk.cloud.environment import Environment
from souk.cloud.restore import restore
from souk.deploy import applications, build, deploy, requirements
from souk.deploy.applications import Application
from souk.deploy.deploy import Deployment
from souk.environments import remove
from souk.local import edge_process, emulator
from souk.local.cloud import Cloud
from souk.programs import program_process


@dataclass(frozen=True)
class Selection:
    """The stacks of the checkout, and those of its applications that are deployed."""

    core: Application
    applications: Sequence[Application]
    every: Collection[str]
    """The names of all applications of the checkout."""
    is_partial: bool = False

    @classmethod
    def of(cls, root: Path, only: Collection[str] = (), without: Collection[str] = ()) -> Selection:
        """All but those that the options leave out. Raises SoukError for an unknown name."""
        every = applications.find(root)
        chosen = applications.selected(every, only, without)
        return cls(applications.core(root), chosen, {each.name for each in every}, len(chosen) < len(every))


@dataclass
class Result:
    """The stacks that an update deployed, and those that failed."""

    deployed: list[str] = field(default_factory=list)
    """Stacks, by the names that people use."""
    failed: list[str] = field(default_factory=list)
    """Reasons of applications that failed."""
    unseeded: list[str] = field(default_factory=list)
    """Reasons of services whose own data is not complete."""


def update(paths: Paths, environment: Environment, local: Cloud, selection: Selection) -> Result:
    """Deploy what changed. An application that fails leaves the others alone; one of the core's errors ends it all."""
    result = Result()
    if _update(Deployment(paths, environment, selection.core), local):
        result.deployed.append(selection.core.title)
    # First, so that those that use them are deployed without them.
    if not selection.is_partial:
        _remove_unknown(paths, environment, selection.every)
    broken: set[str] = set()
    for application in selection.applications:
        try:
            if broken_needs := sorted(application.needs & broken):
                raise SoukError(f"`{application.name}` reads from `{broken_needs[0]}`, which failed", "")
            if _update(Deployment(paths, environment, application), local):
                result.deployed.append(application.name)
        except SoukError as error:
            broken.add(application.name)
            result.failed.append(f"{application.name}: {error.message}" + (f"\n{error.hint}" if error.hint else ""))
    return result


def _update(deployment: Deployment, local: Cloud) -> bool:
    """Build and deploy a stack; False if it is up to date."""
    application, environment = deployment.application, deployment.environment
    named = f" {application.name}" if application.name else ""
    fingerprint = deployment.fingerprint()
    if deployment.is_up_to_date(fingerprint):
        with step(f"deploy{named}") as current:
            current.done("nothing changed")
        return False
    if application.name:
        requirements.refuse_unmet(environment, application)
    with step(f"build{named}", "sam build") as current:
        built = build.build(deployment.paths, application, current.doing)
        current.done("artifacts for this machine" if built else "nothing changed")
    with step(f"deploy{named}", "sam deploy") as current:
        if deployment.find_stack() is not None and deploy.is_of_dev(deployment.note()):
            current.doing("restoring the functions that `souk dev` updated")
            restore(environment.part(application.name))
        result = deploy.deploy(deployment, local, current.doing)
        current.doing("completing the emulator's deployment")
        emulator.complete(environment.part(application.name))
        deploy.note_deployed(environment, application.name, fingerprint)
        current.done(result)
    return True


def _remove_unknown(paths: Paths, environment: Environment, every: Collection[str]) -> None:
    """Remove the applications that the checkout no longer has: as with a service of the core, their data goes."""
    for name in sorted({*environment.applications} - {*every}):
        with step(f"remove {name}", "removing") as current:
            program_process.erase(paths, environment.name, name)
            remove.delete_application(environment, name, current.doing)
            edge_process.reread(paths)
            current.done("the checkout has it no more")
