"""`souk clone`: a new environment that runs the same version."""

from datetime import timedelta
from typing import Annotated

import typer

from souk.base.errors import SoukError
from souk.cloud.naming import environment_name, new_environment_name
from souk.commands.options import OnAws, chosen, paths
from souk.environments import clone as cloning
from souk.environments import lifetime

DAYS = 7
"""The default lifetime of a clone."""

Pin = Annotated[bool, typer.Option("--pin", help="Keep it until it is removed.")]
Ttl = Annotated[str | None, typer.Option("--ttl", help=f"Time to live: 90m, 12h, 3d, 2w. Default: {DAYS} days.")]


def clone(
    source: Annotated[str, typer.Argument(callback=environment_name, metavar="SRC", help="The environment to clone.")],
    target: Annotated[
        str, typer.Argument(callback=new_environment_name, metavar="DST", help="The name of the new one.")
    ],
    ref: Annotated[str | None, typer.Option(help="A commit, tag or branch instead of the deployed version.")] = None,
    with_data: Annotated[
        bool, typer.Option("--with-data", help="Copy tables, objects and users without passwords. Default: seed data.")
    ] = False,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A template parameter. May repeat.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="All applications but this one. May repeat.")
    ] = None,
    ttl: Ttl = None,
    pinned: Pin = False,
    on_aws: OnAws = False,
) -> None:
    """Clone an environment: the same version, its own resources."""
    parameters = dict(_pair(setting) for setting in settings or [])
    request = cloning.CloneRequest(source, target, ref, with_data, life(ttl, pinned), parameters, without or ())
    cloning.clone(paths(), chosen(on_aws), request)


def life(ttl: str | None, pinned: bool) -> timedelta | None:
    """The lifetime of a clone; None: for ever."""
    if ttl and pinned:
        raise SoukError("--ttl and --pin contradict each other", "give one of them")
    return None if pinned else lifetime.parse(ttl) if ttl else timedelta(days=DAYS)


def _pair(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not (name and equals):
        raise SoukError(f"`{setting}` is no NAME=VALUE", "write it like --set LogLevel=DEBUG")
    return name, value
