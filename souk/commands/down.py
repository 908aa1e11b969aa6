"""`souk down`: stops the local cloud; with --erase, deletes its data."""

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
    erase: Annotated[bool, typer.Option("--erase", help="Delete all data and environments, too.")] = False,
) -> None:
    """Stop the local cloud. Its data is kept."""
    bring_down(places(), erase)


def bring_down(places: Places, erase: bool) -> None:
    """Stop the local cloud and its functions after a save."""
    with exclusive(places, "souk down"):
        running = cloud.running(places) or cloud.on_port(places)
        if running is not None:
            _stop(places, running, erase)
        elif not erase:
            screen.print("  The local cloud was not running.")
        if erase:
            cloud.erase(places)
            line("erased", f"everything in {places.shown(places.home)}")


def _stop(places: Places, running: cloud.Cloud, erase: bool) -> None:
    if erase:
        with step("local cloud", "stopping") as current:
            cloud.kill(places, running)
            current.done("stopped")
        return
    with step("local cloud", "saving its data") as current:
        cloud.save(running)
        if not cloud.stop(places, running):
            at = cloud.saved_at(places)
            since = f" since {time.strftime('%H:%M:%S', time.localtime(at))}" if at else ""
            raise SoukError(
                f"the local cloud was stopped, but changes{since} were not saved",
                f"find the error in {places.shown(places.cloud_log)}; `souk up` starts with the last saved data",
            )
        current.done("stopped, data kept")
