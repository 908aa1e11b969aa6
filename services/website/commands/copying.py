"""The site of a clone: the current release of its source."""

from __future__ import annotations

from website.commands import releases
from website.commands.build import ASSETS
from website.commands.publishing import Render, Show, activate
from website.commands.releases import CONTENTS, Release
from website.commands.site import NONE, YEAR, Site


def copy(source: Site, target: Site, render: Render, show: Show) -> Release | None:
    """Publish the current release of one site in another; returns None if the source has none."""
    shown = releases.shown(source)
    if shown is None:
        return None
    release = releases.load(source, shown.name)
    for path, tag in release.files.items():
        key = path if path.startswith(ASSETS) else f"{CONTENTS}{tag}"
        show(f"copying {path}")
        target.write(key, source.read(key) or b"", YEAR if path.startswith(ASSETS) else NONE)
    releases.keep(target, release)
    activate(target, release, render, show)
    return release
