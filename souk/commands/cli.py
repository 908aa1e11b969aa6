"""The `souk` command: the table of its commands. Each has a module here, imported when it is requested.

An application brings its own: the package `commands` in its folder, with the help in its service.toml.
"""

import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

import manifest
from manifest import ManifestError
from souk.base.error_handling import ErrorHandlingGroup
from souk.base.git import describe
from souk.base.paths import find_paths
from souk.base.plain import print_in_any_encoding

COMMANDS = {
    "up": "Start the local cloud, build, deploy and seed an environment. Safe to repeat.",
    "down": "Stop the local cloud. Its data is kept.",
    "status": "Show services, queues and memory of the environments.",
    "logs": "Show the log lines of all functions, merged.",
    "mail": "Read the mail that an environment has sent.",
    "demo": "Place an order and follow its effects.",
    "outputs": "Print an environment's addresses and names; save them for SDKs.",
    "token": "Print an access token and nothing else.",
    "dlq": "Dead letters: messages that a service failed to handle.",
    "new": "Generate a service, an event or a reaction, with its tests.",
    "remove": "Remove a service from the checkout.",
    "env": "The environments: list, compare, pin, remove.",
    "clone": "Clone an environment: the same version, its own resources.",
    "dev": "Run saved code within two seconds, and show all logs. Ctrl-C to stop.",
    "contracts": "Export, check and release contracts.",
    "pr": "An environment for a pull request.",
    "replay": "Rebuild a read model from all events. Sends no mail. Safe to interrupt and repeat.",
    "sdk": "Generate the Python and TypeScript clients from the contracts.",
    "canary": "Canary a new version locally and roll back if its alarm fires. (On AWS, use the `Shift` parameter.)",
    "publish": "Publish the functions whose configuration changed. Needed after parameter-only deployments.",
}
"""Each with its help, so that `souk -h` imports none of them."""


def of_applications(services: Path = manifest.SERVICES) -> dict[str, str]:
    """The commands that applications bring, each with its help, or the error of a manifest that can't be read."""
    return {folder.replace("_", "-"): _help_of(folder, services) for folder in manifest.commands(services)}


def load(name: str) -> Any:
    """Import a command: `app` in its module, or the function of its name."""
    place = f"souk.commands.{name}" if name in COMMANDS else f"{name.replace('-', '_')}.commands"
    module, loaded = import_module(place), typer.Typer(rich_markup_mode=None)
    if hasattr(module, "app"):
        loaded.add_typer(module.app, name=name)
    else:
        loaded.command(name=name)(getattr(module, name))
    return typer.main.get_group(loaded).commands[name]


class LazyGroup(ErrorHandlingGroup):
    """Commands of which only the requested one is imported."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands."""
        self._add_applications()
        return super().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command of the list, not imported. The folders are read for a name that isn't in the table."""
        if cmd_name not in self.commands:
            self._add_applications()
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The requested command, and the remaining arguments."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load(name) if name is not None else command, rest

    def _add_applications(self) -> None:
        for name, text in of_applications().items():
            if name not in self.commands:
                self.add_command(TyperCommand(name, help=text))


def _help_of(folder: str, services: Path) -> str:
    try:
        return manifest.load(folder, services).command
    except ManifestError as error:
        return str(error)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # with it, help imports parsers of Markdown and of program code
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)


def show_version(requested: bool) -> None:
    """Print the version and exit."""
    if requested:
        from importlib import metadata  # imports all of `email`

        sys.stdout.write(f"souk {metadata.version('souk')} ({describe(find_paths(os.environ).root)})\n")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """The local cloud, its environments, and the tools to develop in them."""


def not_imported() -> None:
    """Stands for a command in the list of all."""


for _name, _help in COMMANDS.items():
    app.command(name=_name, help=_help)(not_imported)


def main() -> None:
    """Run the command."""
    print_in_any_encoding()
    # On SIGTERM commands clean up as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    app()
