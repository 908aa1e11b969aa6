"""`souk website`: the shop's pages, published as releases that can be returned to."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from souk.base.console import heading, screen, step
from souk.base.lock import exclusive
from souk.commands import options
from souk.commands.options import Env, OnAws
from website.commands import deployed, publishing, releases
from website.commands.build import build

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The shop's pages, published as releases.")


@app.command()
def publish(env: Env = "dev", on_aws: OnAws = False) -> None:
    """Build the site, and publish it. Readers see the old pages until the new ones are complete."""
    environment, paths = options.deployed(env, on_aws), options.paths()
    site = deployed.site(environment)
    heading("souk website publish", env)
    with exclusive(paths, "souk website publish"):
        with step("build", "vite build") as current:
            built, is_new = build(paths)
            current.done(f"{len(built.files)} files" if is_new else "nothing changed")
        with step("release", "comparing") as current:
            release, uploaded = publishing.publish(
                site, built, deployed.renderer(environment), datetime.now(UTC), current.doing
            )
            current.done(f"{release.name}, {uploaded} files uploaded")
    screen.print()


@app.command()
def rollback(
    release: Annotated[
        str | None, typer.Argument(help="Its name, or how that begins. Default: the one before.")
    ] = None,
    env: Env = "dev",
    on_aws: OnAws = False,
) -> None:
    """Go back to an earlier release. The next deployment publishes again only if the site's sources changed."""
    environment, paths = options.deployed(env, on_aws), options.paths()
    site = deployed.site(environment)
    heading("souk website rollback", env)
    with exclusive(paths, "souk website rollback"), step("release", "reading") as current:
        chosen = releases.earlier(site, release)
        publishing.activate(site, chosen, deployed.renderer(environment), current.doing)
        current.done(f"{chosen.name} is shown")
    screen.print()


@app.command(name="releases")
def list_releases(env: Env = "dev", on_aws: OnAws = False) -> None:
    """List the releases, the newest first."""
    site = deployed.site(options.deployed(env, on_aws))
    shown, names = releases.shown(site), releases.names(site)
    if not names:
        screen.print(f"  no releases yet: `souk website publish{'' if env == 'dev' else f' --env {env}'}` makes one")
    for name in reversed(names):
        screen.print(f"  {name}" + ("  [green]shown[/]" if shown and name == shown.name else ""))
