"""The site of a clone: the current release of its source."""

from __future__ import annotations

from souk.base.errors import SoukError
from website.commands import releases
from website.commands.build import ASSETS
from website.commands.publishing import Render, Show, activate
from website.commands.releases import CONTENTS, Release
from website.commands.site import NONE, YEAR, Site


def copy(source: Site, target: Site, render: Render, show: Show) -> Release | None:
    """Publish the current release of one site in another; returns None if the source has none.

    Raises SoukError if the source lacks a file of it.
    """
    shown = releases.shown(source)
    if shown is None:
        return None
    release = releases.load(source, shown.name)
    for path, tag in release.files.items():
        key = path if path.startswith(ASSETS) else f"{CONTENTS}{tag}"
        show(f"copying {path}")
        content = source.read(key)
        if content is None:
            raise SoukError(f"release `{release.name}` lacks {path}", "publish the source again, then repeat this")
        target.write(key, content, YEAR if path.startswith(ASSETS) else NONE)
    releases.keep(target, release)
    activate(target, release, render, show)
    return release
