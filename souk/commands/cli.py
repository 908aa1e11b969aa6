"""The `souk` command: the table of its commands. Each has a file here, which is loaded when it is given."""

import os
import signal
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from souk.base.error_handling import Calm
from souk.base.git import describe
from souk.base.paths import find_places
from souk.base.plain import print_in_any_encoding

COMMANDS = {
    "up": "Start the local cloud, build, deploy and seed an environment. Safe to repeat.",
    "down": "Stop the local cloud. Its data is kept.",
    "status": "Show what runs, how much memory it takes, and what waits in the queues.",
    "logs": "Show the log lines of all functions, merged.",
    "mail": "Read what the environment has mailed.",
    "demo": "Place an order and watch it travel.",
    "outputs": "Print the addresses and names of an environment, and note them down for the SDKs.",
    "token": "Print an access token, and nothing else.",
    "dlq": "Dead letters: what a service could not handle.",
    "new": "Make a service, an event or a reaction, in code, template, tests, contracts and clients.",
    "remove": "Take a service out again.",
    "env": "The environments: list, compare, pin, remove.",
    "clone": "Make a second environment like the first, complete, with a name of its own.",
    "dev": "Run what is saved, within two seconds, in the functions it belongs to; show all logs. Ctrl-C ends it.",
    "contracts": "Write contracts/ from the code; hold changes of theirs against what was released.",
    "pr": "An environment for a pull request.",
    "replay": "Make a read model anew from all events. Sends no mail. Safe to repeat, also after it was interrupted.",
    "sdk": "Generate the clients in sdk/ from contracts/openapi: Python and TypeScript.",
    "canary": "Try a new version of a function in the local cloud: its alarm turns it back. "
    "On AWS, deployments do (Shift).",
    "publish": "Have every function answer as it is set now. "
    "For changes of parameters alone, of which SAM makes no version.",
}
"""Each with its help, so that `souk -h` loads none of them."""


def load(name: str) -> Any:
    """A command, from `app` in its file, or from the function of its name there."""
    module, loaded = import_module(f"souk.commands.{name}"), typer.Typer()
    if hasattr(module, "app"):
        loaded.add_typer(module.app, name=name)
    else:
        loaded.command(name=name)(getattr(module, name))
    return typer.main.get_group(loaded).commands[name]


class Lazy(Calm):
    """Commands of which only the one that is given is loaded."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is meant, and what is left of the arguments."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load(name) if name in COMMANDS else command, rest


app = typer.Typer(
    cls=Lazy,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(asked: bool) -> None:
    """Print the version, and end."""
    if asked:
        from importlib import metadata  # brings all of `email` along

        sys.stdout.write(f"souk {metadata.version('souk')} ({describe(find_places(os.environ).root)})\n")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Which version this is.")
    ] = False,
) -> None:
    """The local cloud, its environments, and what a developer asks of them."""


def not_loaded() -> None:
    """Stands for a command in the list of all."""


for _name, _help in COMMANDS.items():
    app.command(name=_name, help=_help)(not_loaded)


def main() -> None:
    """Run the command."""
    print_in_any_encoding()
    # Whoever is asked to end puts right what is half done, as with Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    app()
