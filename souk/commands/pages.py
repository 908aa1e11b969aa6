"""The addresses of an environment for people, with which commands end."""

from souk.base.console import screen
from souk.base.paths import Paths
from souk.cloud import pages
from souk.cloud.environment import Environment
from souk.local import edge_addresses


def show(paths: Paths, environment: Environment) -> None:
    """Print them, each whole on a line of its own, so that a terminal can open it."""
    for name, address in pages.find(environment, edge_addresses.for_people(paths, environment)).items():
        screen.print(f"  [bold]{name}[/]  {address}\n", soft_wrap=True)
