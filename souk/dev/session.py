"""A `souk dev` session: attach, sync on save, clean up on exit."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence

from souk.base.console import screen, step
from souk.base.errors import SoukError
from souk.base.lock import Busy, exclusive
from souk.base.paths import Paths
from souk.cloud.environment import Environment
from souk.cloud.functions import Function
from souk.deploy.applications import CORE, Application
from souk.deploy.deploy import DEV, Deployment, notes
from souk.dev import debug_config, sources
from souk.dev.deploy_inputs import DeployInputs
from souk.dev.deployer import FunctionUpdater
from souk.dev.output import DevConsole
from souk.dev.sync import SyncLoop
from souk.local import cloud

DEPLOYMENT_TIMEOUT = 120.0
"""Seconds that the end waits for a running `souk up`, which removes the debugger, too."""
FOLDERS = ("services", "sdk/souk_sdk")
IDLE_SECONDS, PENDING_SECONDS = 1.0, 0.05
"""Without a save for so long, old versions are pruned; pending functions are updated."""


class Session:
    """Connects saves with the sync loop, and allows other commands to deploy or stop the cloud in between."""

    def __init__(
        self, paths: Paths, environment: Environment, every: Sequence[Application], debug: Sequence[str]
    ) -> None:
        """`every`: the core and the applications of the checkout; `debug`: the values of the option."""
        self._paths, self._environment = paths, environment
        self._every, self._debug = every, debug
        self._console, self._inputs = DevConsole(), DeployInputs(paths.root, every)
        self._updater = FunctionUpdater(environment, paths.root, paths.inner_loops / environment.name)
        self._loop = SyncLoop(self._read, self._updater, self._console, {})
        self._notes: dict[str, str] = {}
        self._left_out: set[str] = set()
        self._waiting: float | None = None

    @property
    def timeout(self) -> float:
        """Seconds to wait for a save."""
        return PENDING_SECONDS if self._loop.is_pending else IDLE_SECONDS

    def begin(self) -> None:
        """Read what is deployed, and update it with what was saved since."""
        env = self._environment.name
        with exclusive(self._paths, "souk dev"):
            if "" in self._outdated():
                raise SoukError(
                    f"the {CORE} of `{env}` was not deployed from this template, lock file and contracts",
                    f"deploy it first: `souk up --env {env}`",
                )
            with step("code", "reading what is deployed") as current:
                self._attach()
                drifted = self._updater.drifted()
                debug_config.check_ports(self._new_ports(drifted))
                current.done(f"{len(self._updater.functions)} functions of {len(self._updater.services)} services")
            for name, port in self._updater.debugged.items():
                screen.print(f"    [dim]debugging[/] {name} [dim]on[/] {debug_config.HOST}:{port}")
            screen.print("\n  Saved code runs at once. Ctrl-C to stop.\n")
            self._catch_up(drifted)

    def turn(self, saved: float | None) -> None:
        """Handle a save, or the time without one."""
        if cloud.running(self._paths) is None:
            raise SoukError("the local cloud was stopped", "start it with `souk up`, then `souk dev` again")
        if changed := self._inputs.changed():
            self._console.warn(f"{', '.join(changed)} changed: run `souk up` to deploy")
        since = self._waiting or saved
        if not (since or self._deployed() != self._notes or self._loop.has_work):
            return
        try:
            with exclusive(self._paths, "souk dev", patience=0):
                self._sync(since)
                self._waiting = None
        except Busy as busy:
            if since and not self._waiting:
                self._console.info(f"saved; waiting: {busy.message}")
            self._waiting = since

    def end(self) -> None:
        """Keep the synced code; remove old versions and the debugger."""
        if cloud.running(self._paths) is None or not (self._loop.has_work or self._updater.debugged):
            return
        self._environment.refresh()
        if self._environment.find_stack() is None:
            return
        with exclusive(self._paths, "souk dev", DEPLOYMENT_TIMEOUT):
            self._loop.prune()
            if self._updater.debugged:
                with step("debugger", "detaching") as current:
                    current.done(f"detached from {self._updater.detach_debugger()}")

    def _sync(self, since: float | None) -> None:
        if self._deployed() != self._notes:
            self._environment.refresh()
            self._environment.require_stack()
            self._console.info(f"`{self._environment.name}` was deployed again: continuing from there")
            self._attach()
            self._catch_up(self._updater.drifted())
        elif since:
            self._loop.sync(since)
        else:
            self._loop.idle()
        self._notes = self._deployed()

    def _outdated(self) -> set[str]:
        """The applications that are not of this checkout, or that failed; the empty name is the core's."""
        frames = {name: note.partition("-")[0] for name, note in self._deployed().items()}
        deployments = {each.name: Deployment(self._paths, self._environment, each) for each in self._every}
        return {
            name
            for name in ("", *self._environment.applications)
            if name not in deployments or frames.get(name) != deployments[name].frame()
        }

    def _attach(self) -> None:
        current = self._deployed()
        after = {name: f"{note.partition('-')[0]}-{DEV}" for name, note in current.items()}
        self._leave_out(self._outdated() - {""})
        deployed = self._updater.refresh(after, self._left_out)
        self._updater.debugged = debug_config.parse_options(self._debug, self._updater.functions)
        self._loop = SyncLoop(self._read, self._updater, self._console, deployed)
        self._notes = current

    def _leave_out(self, outdated: set[str]) -> None:
        """An application that has to be deployed first must not keep anybody from working on the others."""
        for name in sorted(outdated - self._left_out):
            self._console.warn(f"{name} is left out: run `souk up` to deploy it from this template and contracts")
        self._left_out = outdated

    def _catch_up(self, drifted: Collection[Function]) -> None:
        debugged = [function for function in self._updater.functions if function.short_name in self._updater.debugged]
        self._loop.sync(time.monotonic(), {*drifted, *debugged})
        self._notes = self._deployed()

    def _new_ports(self, drifted: Collection[Function]) -> dict[str, int]:
        """The ports that must be free now; those of a killed session become free when its functions are updated."""
        names = {function.short_name for function in drifted}
        return {name: port for name, port in self._updater.debugged.items() if name not in names}

    def _deployed(self) -> dict[str, str]:
        return notes(self._environment)

    def _read(self) -> dict[str, sources.Code]:
        return sources.read(self._paths.root, self._updater.services)
