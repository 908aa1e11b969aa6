"""`souk down`: stop the local cloud; with --erase, forget it."""

from souk.console import line, screen, step
from souk.local import cloud
from souk.lock import exclusive
from souk.places import Places


def down(places: Places, erase: bool) -> None:
    """Stop it, its functions too, once its data is saved."""
    with exclusive(places, "souk down"):
        found = cloud.running(places)
        if found is not None:
            with step("local cloud", "saving its data") as current:
                saved = cloud.stop(places, found)
                current.done("stopped, data kept" if saved else "[yellow]killed: its data was not saved in time[/]")
        elif not erase:
            screen.print("  The local cloud was not running.")
        if erase:
            cloud.erase(places)
            line("erased", f"everything in {places.shown(places.home)}")
