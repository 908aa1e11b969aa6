"""Stand-ins: our own files below `stand_ins/` that replace a wheel's in zips, by their path in the zip.

Each replaces one file only, known by its digest in `stand_ins.toml`: an upgrade that changes it stops the build.
"""

import hashlib
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from folders import files
from zip_contents import Contents

FOLDER = Path(__file__).with_name("stand_ins")
DIGESTS = Path(__file__).with_name("stand_ins.toml")
IN_EVERY_ZIP = ("pydantic/", "urllib3/")


def stand_ins(contents: Contents) -> dict[str, Path]:
    """The stand-ins of a zip."""
    paths = {str(path.relative_to(FOLDER)): path for path in files(FOLDER)} if contents.has_wheels else {}
    return {place: path for place, path in paths.items() if contents.is_api or place.startswith(IN_EVERY_ZIP)}


def refuse_others(places: Iterable[str], wheels: Path) -> None:
    """Stop the build if one of these files is in the wheels, but not the one that was replaced."""
    replaced = tomllib.loads(DIGESTS.read_text())["replaced"]
    for place in places:
        file = wheels / place
        if file.exists() and replaced.get(place) != (digest := hashlib.sha256(file.read_bytes()).hexdigest()):
            sys.exit(
                f"the locked wheels have another {place} than the one that services/stand_ins replaces: "
                f'compare them, change the stand-in if it needs that, and write "{place}" = "{digest}" '
                f"into services/stand_ins.toml"
            )
