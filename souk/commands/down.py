"""`souk down`: stops the edge and the local cloud; with --erase, deletes their data."""

import time
from typing import Annotated

import typer

from souk.base.console import line, screen, step
from souk.base.errors import SoukError
from souk.base.lock import exclusive
from souk.base.paths import Paths
from souk.commands.options import paths
from souk.local import cloud, edge_process
from souk.programs import program_process


def down(
    erase: Annotated[bool, typer.Option("--erase", help="Delete all data and environments, too.")] = False,
) -> None:
    """Stop the local cloud. Its data is kept."""
    bring_down(paths(), erase)


def bring_down(paths: Paths, erase: bool) -> None:
    """Stop the edge, the programs, then the local cloud and its functions after a save."""
    with exclusive(paths, "souk down"):
        if edge_process.stop_any(paths):
            line("edge", "stopped")
        for program in program_process.stop_all(paths):
            line(program, "program stopped")
        running = cloud.running(paths) or cloud.on_port(paths)
        if running is not None:
            _stop(paths, running, erase)
        elif not erase:
            screen.print("  The local cloud was not running.")
        if erase:
            cloud.erase(paths)
            edge_process.erase(paths)
            program_process.erase(paths)
            line("erased", f"data and environments in {paths.shown(paths.home)}")


def _stop(paths: Paths, running: cloud.Cloud, erase: bool) -> None:
    if erase:
        with step("local cloud", "stopping") as current:
            cloud.kill(paths, running)
            current.done("stopped")
        return
    with step("local cloud", "saving its data") as current:
        cloud.save(running)
        if not cloud.stop(paths, running):
            at = cloud.saved_at(paths)
            since = f" since {time.strftime('%H:%M:%S', time.localtime(at))}" if at else ""
            raise SoukError(
                f"the local cloud was stopped, but changes{since} were not saved",
                f"find the error in {paths.shown(paths.cloud_log)}; `souk up` starts with the last saved data",
            )
        current.done("stopped, data kept")
