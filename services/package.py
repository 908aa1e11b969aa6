"""Assembles the zip of one function: its service, the chassis, the locked wheels of its kind.

    python package.py FUNCTION TARGET ARTIFACTS_DIR

Called by the Makefile beside it, once per function. Functions of a service with equal contents ship the same folder,
which is assembled once and then hard-linked. It depends on its inputs and on nothing else: not on the clock, not on
where the checkout is, not on the other services.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ask_uv import interpreter
from folders import digest, files, fresh, link, locked, normalize
from manifest import ManifestError, kind_of, load, service_of
from substitutes import DIGESTS, refuse_others, stand_ins
from wheels import RECIPE, layer
from zip_contents import CONTRACTS, NOT_SHIPPED, SDK, SDK_FOLDER, Contents, contents_of

SERVICES = Path(__file__).resolve().parent
ROOT = SERVICES.parent
THIS_VERSION = "{}.{}".format(*sys.version_info)


@dataclass(frozen=True)
class Target:
    """The platform that runs the code."""

    platform: str
    """As `uv pip --python-platform` names it, or `local`."""
    version: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `local`, or PLATFORM:VERSION."""
        platform, _, version = text.partition(":")
        return cls(platform, version or THIS_VERSION)

    def __str__(self) -> str:
        return f"{self.platform}-{self.version}"

    def python(self) -> str | None:
        """An interpreter whose byte code the target can read, if there is one here."""
        if self.version == THIS_VERSION:
            return sys.executable
        return interpreter(self.version, os.environ.get("PATH", os.defpath))


def package(contents: Contents, artifacts: Path, target: Target) -> None:
    """Fill `artifacts` with the files of a zip."""
    python = target.python()
    if python is None:
        require_byte_code(target, os.environ)
    code = {place: path for place, path in sources(contents.service).items() if contents.ships(place)}
    replaced = stand_ins(contents)
    code |= replaced
    inputs = *RECIPE, Path(__file__), DIGESTS, ROOT / "uv.lock", *code.values()
    folder = ROOT / ".build" / str(target) / contents.service / contents.name
    tree = folder / f"tree-{digest(*inputs, salt=f'{contents} {bool(python)} {sorted(code)}')}"
    with locked(folder):
        if not tree.exists():
            with fresh(tree) as new:
                copy(code, new)
                normalize(new, python)
                for group in contents.groups:
                    with layer(group, target.platform, target.version, python) as wheels:
                        refuse_others(replaced, wheels)
                        link(wheels, new)
        link(tree, artifacts)


def require_byte_code(target: Target, environ: Mapping[str, str]) -> None:
    """Without byte code cold starts take twice as long; the build can't know whether that is good enough."""
    why = f"no Python {target.version} is found here, so the zips have no byte code: cold starts take twice as long"
    if environ.get("SOUK_BYTE_CODE") != "optional":
        sys.exit(f"{why}. Install it (`uv python install {target.version}`); or for dev, SOUK_BYTE_CODE=optional")
    print(f"souk: {why}. Not for staging or prod")  # noqa: T201  SAM shows stdout, and hides stderr


def sources(service: str, root: Path = ROOT) -> dict[str, Path]:
    """Our own files, by their path in the zip."""
    folders = {name: root / "services" / name for name in ("chassis", service)}
    if calls := load(service, root / "services").calls:
        modules = (*SDK, *(api.replace(".", "_") for api in calls))
        folders |= {f"{SDK_FOLDER}/{name}": root / "sdk/souk_sdk" / name for name in modules}
    contracts = sorted((root / CONTRACTS).glob(f"{service}.v*.json"))
    left_out = {root / "services" / service / name for name in NOT_SHIPPED}
    return {f"{CONTRACTS}/{file.name}": file for file in contracts} | {
        str(Path(name) / path.relative_to(folder)): path
        for name, folder in folders.items()
        for path in files(folder)
        if not {path, *path.parents} & left_out
    }


def copy(code: Mapping[str, Path], folder: Path) -> None:
    for place, path in code.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / place)


def main(function: str, target: str, artifacts: str) -> None:
    """Build the zip of a function."""
    verify_tokens = os.environ.get("SOUK_VERIFY_TOKENS", "") not in ("", "0")
    contents = contents_of(service_of(function), kind_of(function), ROOT / "pyproject.toml", verify_tokens)
    package(contents, Path(artifacts), Target.parse(target))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except ManifestError as error:
        sys.exit(str(error))
