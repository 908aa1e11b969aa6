"""One run of `souk dev`: from what it finds, over each save, to what it leaves."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence

from souk.base.console import screen, step
from souk.base.errors import SoukError
from souk.base.lock import Busy, exclusive
from souk.base.paths import Places
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.cloud.deployed_function import Function
from souk.deploy import deploy
from souk.dev import debug_config, sources
from souk.dev.deploy_inputs import Frame
from souk.dev.deployer import Live
from souk.dev.output import Stream
from souk.dev.sync import Loop
from souk.local import cloud

WHILE_DEPLOYED = 120.0
"""Seconds that it waits at its end for a `souk up`, which takes the debugger out, too."""
FOLDERS = ("services", "sdk/souk_sdk")
CALM, EAGER = 1.0, 0.05
"""Seconds without a save until what nobody waits for is done: forgetting old versions; bringing code to the others."""


class Session:
    """Stands between the saves and the loop: other commands may deploy meanwhile, or stop the cloud."""

    def __init__(self, places: Places, aws: Aws, deployment: deploy.Deployment, debug: Sequence[str]) -> None:
        """`debug` names functions, as the command takes them."""
        self._places, self._aws, self._env = places, aws, deployment.env
        self._deployment, self._debug = deployment, debug
        self._stream, self._frame = Stream(), Frame(places.root)
        self._live = Live(aws, self._env, places.root, places.inner_loops / self._env)
        self._loop = Loop(self._read, self._live, self._stream, {})
        self._noted: str | None = None
        self._waiting: float | None = None

    @property
    def patience(self) -> float:
        """Seconds to wait for a save."""
        return EAGER if self._loop.is_behind else CALM

    def begin(self) -> None:
        """Find out what runs, and bring what was saved since."""
        with exclusive(self._places, "souk dev"):
            note = deploy.deployed(self._aws, self._env)
            if (note or "").partition("-")[0] != self._deployment.frame():
                raise SoukError(
                    f"`{self._env}` was not deployed from this template, lock file and contracts",
                    f"deploy it first, with `souk up --env {self._env}`",
                )
            with step("code", "reading what is deployed") as current:
                self._look()
                strayed = self._live.strayed()
                debug_config.refuse_taken(self._free_of(strayed))
                current.done(f"{len(self._live.functions)} functions of {len(self._live.services)} services")
            for name, port in self._live.debugged.items():
                screen.print(f"    [dim]a debugger enters[/] {name} [dim]on[/] {debug_config.HOST}:{port}")
            screen.print("\n  Save, and it runs. Ctrl-C ends this.\n")
            self._catch_up(strayed)

    def turn(self, saved: float | None) -> None:
        """A moment passed, and perhaps something was saved in it."""
        if cloud.running(self._places) is None:
            raise SoukError("the local cloud was stopped", "start it with `souk up`, then `souk dev` again")
        if changed := self._frame.changed():
            self._stream.warn(f"{', '.join(changed)} changed: `souk up` deploys that")
        since = self._waiting or saved
        moved = deploy.deployed(self._aws, self._env) != self._noted
        if not (since or moved or self._loop.has_work):
            return
        try:
            with exclusive(self._places, "souk dev", patience=0):
                self._take_turn(since)
                self._waiting = None
        except Busy as busy:
            if since and not self._waiting:
                self._stream.say(f"saved, and waits: {busy.message}")
            self._waiting = since

    def end(self) -> None:
        """Leave the code that was brought, no older one, and no debugger."""
        if cloud.running(self._places) is None or not (self._loop.has_work or self._live.debugged):
            return
        if stack.find(self._aws, self._env) is None:
            return
        with exclusive(self._places, "souk dev", WHILE_DEPLOYED):
            self._loop.tidy()
            if self._live.debugged:
                with step("debugger", "taking it out of the functions") as current:
                    current.done(f"taken out of {self._live.leave()}")

    def _take_turn(self, since: float | None) -> None:
        if deploy.deployed(self._aws, self._env) != self._noted:
            stack.require(self._aws, self._env)
            self._stream.say(f"`{self._env}` was deployed anew: going on from there")
            self._look()
            self._catch_up(self._live.strayed())
        elif since:
            self._loop.saved(since)
        else:
            self._loop.idle()
        self._noted = deploy.deployed(self._aws, self._env)

    def _look(self) -> None:
        note = deploy.deployed(self._aws, self._env) or ""
        deployed = self._live.look(f"{note.partition('-')[0]}-{deploy.DEV}")
        self._live.debugged = debug_config.chosen(self._debug, self._live.functions)
        self._loop = Loop(self._read, self._live, self._stream, deployed)
        self._noted = note

    def _catch_up(self, strayed: Collection[Function]) -> None:
        also = {*strayed, *(each for each in self._live.functions if each.name in self._live.debugged)}
        self._loop.saved(time.monotonic(), also)
        self._noted = deploy.deployed(self._aws, self._env)

    def _free_of(self, strayed: Collection[Function]) -> dict[str, int]:
        """The ports that must be free: those of a run that was killed are, once its functions are updated."""
        own = {each.name for each in strayed}
        return {name: port for name, port in self._live.debugged.items() if name not in own}

    def _read(self) -> dict[str, sources.Code]:
        return sources.read(self._places.root, self._live.services)
