"""The wheels of zips: installed from uv.lock once for each group, without the files that no function reads."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ask_uv import ROOT, run, uv
from folders import digest, fresh, locked, normalize
from zip_contents import EXCLUDE, SDK_PACKAGE, WITH_METADATA, Group

RECIPE = [Path(__file__).with_name(name) for name in ("wheels.py", "folders.py", "zip_contents.py")]


@contextmanager
def layer(group: Group, platform: str, version: str, python: str | None) -> Iterator[Path]:
    """A folder with the wheels of one group, which no other build replaces in the block.

    `platform` is as `uv pip --python-platform` names it, or `local`.
    """
    folder = ROOT / ".build" / f"{platform}-{version}" / "-wheels" / group.name
    wheels = folder / f"wheels-{digest(*RECIPE, ROOT / 'uv.lock', salt=f'{group} {bool(python)}')}"
    with locked(folder):
        if not wheels.exists():
            with fresh(wheels) as new:
                install(group, platform, version, new)
                trim(new)
                normalize(new, python)
        yield wheels


def install(group: Group, platform: str, version: str, folder: Path) -> None:
    """The wheels that uv.lock gives a group; nothing is built here."""
    export = ["export", "--frozen", "--only-group", group.name, "--no-emit-package", SDK_PACKAGE, "--no-annotate"]
    export += [f"--prune={package}" for package in group.pruned]
    options = ["--target", str(folder), "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    # uv would hard-link its cache, and files trimmed and normalized here must not change there.
    options += ["--link-mode", "copy", "--python", sys.executable, "--python-version", version]
    if platform != "local":
        options += ["--python-platform", platform]
    requirements = run([*uv(), *export])
    run([*uv(), "pip", "install", *options, "--requirement", "-"], stdin=requirements)


def trim(folder: Path) -> None:
    """Remove the files that no function reads."""
    unread = [path for pattern in EXCLUDE for path in folder.glob(pattern)]
    unread += [info for info in folder.glob("*.dist-info") if not info.name.startswith(WITH_METADATA)]
    for path in unread:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
