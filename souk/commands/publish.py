"""`souk publish`: new versions of the functions whose configuration changed."""

from souk.base.console import heading, screen, step
from souk.cloud import versions
from souk.commands import options
from souk.commands.options import Env, OnAws


def publish(env: Env = "dev", on_aws: OnAws = False) -> None:
    """Publish the functions whose configuration changed. Needed after parameter-only deployments."""
    environment = options.deployed(env, on_aws)
    heading("souk publish", env)
    with step("versions", "comparing configurations") as current:
        count = versions.publish_changed(environment)
        current.done(f"{count} new" if count else "nothing changed")
    screen.print()
