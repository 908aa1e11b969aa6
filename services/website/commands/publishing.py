"""Publishing: new assets first, then the templates, at last the pages. Readers see the old site or the new one.

Assets are never replaced or deleted, because their names change with their content: pages of all releases find theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from souk.base.errors import SoukError
from website.commands import releases
from website.commands.build import ASSETS, Built
from website.commands.releases import CONTENTS, Release
from website.commands.site import NONE, YEAR, Site

TEMPLATES = "templates/"
CONNECTIONS = 8

Render = Callable[[], object]
"""Makes the pages of the templates, and writes those that differ."""
Show = Callable[[str], object]


def publish(site: Site, built: Built, render: Render, now: datetime, show: Show) -> tuple[Release, int]:
    """Make a release of the built site, and show it; returns also the number of files that were uploaded."""
    newest = releases.newest(site)
    # Also of a release that is there: a file of it may be gone.
    uploaded = _upload(site, built, show)
    if newest is not None and newest.digest == built.digest:
        release = newest
    else:
        release = releases.new(built.digest, built.files, now)
        releases.keep(site, release)
    activate(site, release, render, show)
    return release, uploaded


def activate(site: Site, release: Release, render: Render, show: Show) -> None:
    """Let readers see a release. Raises SoukError, and changes nothing, if files of it are gone."""
    show("reading its templates")
    templates = {path: tag for path, tag in release.files.items() if not path.startswith(ASSETS)}
    there = site.tags(ASSETS)
    contents = {path: site.read(f"{CONTENTS}{tag}") for path, tag in templates.items()}
    gone = sorted({path for path in release.files if path.startswith(ASSETS)} - there.keys())
    gone += sorted(path for path, content in contents.items() if content is None)
    if gone:
        raise SoukError(f"release `{release.name}` lacks {gone[0]}", "publish again, or choose another release")
    before = site.tags(TEMPLATES)
    for path, content in contents.items():
        if before.get(f"{TEMPLATES}{path}") != templates[path]:
            site.write(f"{TEMPLATES}{path}", content or b"", NONE)
    show("making its pages")
    render()
    releases.point(site, release)


def _upload(site: Site, built: Built, show: Show) -> int:
    """Store the files that the bucket lacks; returns their number."""
    stored = {**site.tags(ASSETS), **site.tags(CONTENTS)}
    keys = {path: path if path.startswith(ASSETS) else f"{CONTENTS}{tag}" for path, tag in built.files.items()}
    missing = [path for path, key in keys.items() if stored.get(key) != built.files[path]]

    def store(path: str) -> None:
        site.write(keys[path], built.read(path), YEAR if path.startswith(ASSETS) else NONE)

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for number, _ in enumerate(pool.map(store, missing), start=1):
            show(f"uploaded {number} of {len(missing)} files")
    return len(missing)
