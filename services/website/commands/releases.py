"""The releases of the site: what each consists of, kept in the bucket so that one can be returned to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from souk.base.errors import SoukError
from website.commands.site import NONE, Site

FOLDER = "releases/"
CONTENTS = f"{FOLDER}contents/"
"""Templates by their MD5, so that a release stores only those that changed."""
CURRENT = f"{FOLDER}current.json"


@dataclass(frozen=True)
class Release:
    """A published site."""

    name: str
    """Its time and digest: the names are in the order of time."""
    digest: str
    files: Mapping[str, str]
    """The MD5 of each file by its path in the build."""


def new(digest: str, files: Mapping[str, str], now: datetime) -> Release:
    """A release of this moment."""
    return Release(f"{now:%Y%m%d-%H%M%S}-{digest[:6]}", digest, files)


def keep(site: Site, release: Release) -> None:
    """Store its description, after all of its files."""
    site.write(_key(release.name), json.dumps(asdict(release)).encode(), NONE)


def names(site: Site) -> list[str]:
    """All releases, the oldest first."""
    keys = sorted(site.tags(f"{FOLDER}2"))
    return [key.removeprefix(FOLDER).removesuffix(".json") for key in keys]


def load(site: Site, name: str) -> Release:
    """A release of `names`."""
    content = site.read(_key(name))
    if content is None:
        raise SoukError(f"there is no release `{name}`", "`souk website releases` lists them")
    return Release(**json.loads(content))


@dataclass(frozen=True)
class Shown:
    """The release that readers see, and the newest one when it was chosen: they differ after going back."""

    name: str
    newest: str


def shown(site: Site) -> Shown | None:
    """The choice of the last complete publication; None before the first."""
    content = site.read(CURRENT)
    return Shown(**json.loads(content)) if content else None


def newest(site: Site) -> Release | None:
    """The release that was published last, which readers see unless somebody went back."""
    every = names(site)
    return load(site, every[-1]) if every else None


def is_published(site: Site, digest: str) -> bool:
    """Whether a build is the newest release, and was shown: readers see it, or one that somebody went back to since."""
    last, choice = newest(site), shown(site)
    return last is not None and choice is not None and last.digest == digest and last.name == choice.newest


def point(site: Site, release: Release) -> None:
    """Note that readers see this one, after its pages are written."""
    site.write(CURRENT, json.dumps(asdict(Shown(release.name, names(site)[-1]))).encode(), NONE)


def earlier(site: Site, wanted: str | None) -> Release:
    """The release to go back to: the one that `wanted` names or begins, or the one before the current. SoukError."""
    every, now = names(site), shown(site)
    if wanted is not None:
        matching = [name for name in every if name.startswith(wanted)]
        if len(matching) != 1:
            reason = "is no release" if not matching else f"may be {' or '.join(matching)}"
            raise SoukError(f"`{wanted}` {reason}", "`souk website releases` lists them")
        return load(site, matching[0])
    before = [name for name in every if now is not None and name < now.name]
    if not before:
        raise SoukError("there is no earlier release", "`souk website publish` makes releases")
    return load(site, before[-1])


def _key(name: str) -> str:
    return f"{FOLDER}{name}.json"
