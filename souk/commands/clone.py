"""`souk clone`: a second environment like the first."""

from datetime import timedelta
from typing import Annotated

import typer

from souk.base.errors import SoukError
from souk.cloud.naming import environment_name
from souk.commands.options import OnAws, chosen, places
from souk.environments import clone as copies
from souk.environments import lifetime

DAYS = 7
"""How long a clone lives that nobody gave a time."""

Pin = Annotated[bool, typer.Option("--pin", help="No end: it stays until somebody removes it.")]
Ttl = Annotated[str | None, typer.Option("--ttl", help=f"Time to live: 90m, 12h, 3d, 2w. {DAYS} days if not given.")]


def clone(
    source: Annotated[str, typer.Argument(callback=environment_name, metavar="SRC", help="The environment to clone.")],
    target: Annotated[str, typer.Argument(callback=environment_name, metavar="DST", help="The name of the new one.")],
    ref: Annotated[
        str | None, typer.Option(help="A commit, tag or branch instead of the version that SRC runs.")
    ] = None,
    with_data: Annotated[
        bool, typer.Option("--with-data", help="Copy tables, objects and people, but no passwords. Else it is seeded.")
    ] = False,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A parameter of the template; repeatable.")
    ] = None,
    ttl: Ttl = None,
    pinned: Pin = False,
    on_aws: OnAws = False,
) -> None:
    """Make a second environment like the first, complete, with a name of its own."""
    told = dict(_pair(setting) for setting in settings or [])
    wish = copies.Wish(source, target, ref, with_data, life(ttl, pinned), told)
    copies.clone(places(), chosen(on_aws), wish)


def life(ttl: str | None, pinned: bool) -> timedelta | None:
    """How long a clone lives; None is for good."""
    if ttl and pinned:
        raise SoukError("--ttl and --pin contradict each other", "give one of them")
    return None if pinned else lifetime.parse(ttl) if ttl else timedelta(days=DAYS)


def _pair(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not (name and equals):
        raise SoukError(f"`{setting}` sets nothing", "say it like --set LogLevel=DEBUG")
    return name, value
