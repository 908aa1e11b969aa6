"""The site of an environment that was just deployed: published if its sources changed, of a clone its source's."""

from __future__ import annotations

from datetime import UTC, datetime

from souk.base.console import Step
from souk.base.paths import Paths
from souk.cloud.environment import Environment
from website.commands import deployed, releases
from website.commands.build import SITE, build
from website.commands.copying import copy
from website.commands.publishing import publish


def run(paths: Paths, environment: Environment, current: Step, is_new: bool, source: Environment | None) -> None:
    """Publish if the sources changed since the last release; else readers see what they saw, an earlier one as well."""
    site, render = deployed.site(environment), deployed.renderer(environment)
    if source is not None and source.find_stack(deployed.APPLICATION):
        copied = copy(deployed.site(source), site, render, current.doing)
        if copied is not None:
            current.done(f"release {copied.name} of {source.name}")
            return
    if not (paths.root / SITE).is_dir():
        current.done("no site")
        return
    current.doing("building the site")
    built, _ = build(paths)
    if not releases.is_published(site, built.digest):
        release, uploaded = publish(site, built, render, datetime.now(UTC), current.doing)
        current.done(f"release {release.name}, {uploaded} files uploaded")
        return
    if is_new:
        current.doing("making its pages")
        render()
    shown = releases.shown(site)
    current.done(f"release {shown.name}" if is_new and shown else "nothing changed")
