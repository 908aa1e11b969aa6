"""`souk down`: stop the local cloud; with --erase, forget it."""

import time
from typing import Annotated

import typer

from souk.base.console import line, screen, step
from souk.base.errors import SoukError
from souk.base.lock import exclusive
from souk.base.paths import Places
from souk.commands.options import places
from souk.local import cloud


def down(
    erase: Annotated[bool, typer.Option("--erase", help="Forget all data and environments, too.")] = False,
) -> None:
    """Stop the local cloud. Its data is kept."""
    bring_down(places(), erase)


def bring_down(places: Places, erase: bool) -> None:
    """Stop it, its functions too, once its data is saved."""
    with exclusive(places, "souk down"):
        found = cloud.running(places) or cloud.on_port(places)
        if found is not None:
            _stop(places, found, erase)
        elif not erase:
            screen.print("  The local cloud was not running.")
        if erase:
            cloud.erase(places)
            line("erased", f"everything in {places.shown(places.home)}")


def _stop(places: Places, found: cloud.Cloud, erase: bool) -> None:
    if erase:
        with step("local cloud", "stopping") as current:
            cloud.kill(places, found)
            current.done("stopped")
        return
    with step("local cloud", "saving its data") as current:
        cloud.save(found)
        if not cloud.stop(places, found):
            at = cloud.saved_at(places)
            since = f"since {time.strftime('%H:%M:%S', time.localtime(at))}" if at else "in it"
            raise SoukError(
                f"the local cloud was stopped, but what happened {since} was not saved",
                f"{places.shown(places.cloud_log)} says why; `souk up` starts with what was saved before",
            )
        current.done("stopped, data kept")
