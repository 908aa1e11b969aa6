"""Assembles the zip of one service's functions: the service, the chassis, its locked wheels.

    python package.py FUNCTION TARGET ARTIFACTS_DIR

Called by the Makefile beside it, once per function. Every function of a service ships the same folder, which is
assembled once and then hard-linked. It depends on its inputs and on nothing else: not on the clock, not on where the
checkout is, not on the other services.
"""

import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ask_uv import interpreter, run, uv
from manifest import ManifestError, load, service_of
from zip_contents import AWS_APIS, EXCLUDE, NOT_SHIPPED, SDK, WITH_METADATA, group_of

SERVICES = Path(__file__).resolve().parent
ROOT = SERVICES.parent
BUILD = ROOT / ".build"
THIS_VERSION = "{}.{}".format(*sys.version_info)

EPOCH = 1_000_000_000
"""The modification time of every file; zip knows none before 1980."""


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


def package(service: str, artifacts: Path, target: Target) -> None:
    """Fill `artifacts` with the contents of a service's zip."""
    python = target.python()
    if python is None:
        require_byte_code(target, os.environ)
    apis = {*AWS_APIS, *load(service).aws_apis}
    recipe = Path(__file__), SERVICES / "zip_contents.py", ROOT / "uv.lock"
    code = sources(service)
    folder = BUILD / str(target) / service
    with locked(folder):
        wheels = folder / f"wheels-{digest(*recipe, salt=f'{bool(python)} {sorted(apis)}')}"
        if not wheels.exists():
            with fresh(wheels) as new:
                install(service, target, new)
                trim(new, apis)
                normalize(new, python)
        tree = folder / f"tree-{digest(*code.values(), salt=wheels.name + str(sorted(code)))}"
        if not tree.exists():
            with fresh(tree) as new:
                copy(code, new)
                normalize(new, python)
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
        folders |= {f"souk_sdk/{name}": root / "sdk/souk_sdk" / name for name in modules}
    left_out = [root / "services" / service / name for name in NOT_SHIPPED]
    return {
        str(Path(name) / path.relative_to(folder)): path
        for name, folder in folders.items()
        for path in files(folder)
        if path not in left_out
    }


def files(place: Path) -> list[Path]:
    """The file itself, or every file below in a fixed order, without those that Python and editors leave behind."""
    hidden = {"__pycache__", ".DS_Store"}
    paths = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    return [path for path in paths if not hidden & {*path.parts}]


def install(service: str, target: Target, folder: Path) -> None:
    """The wheels that uv.lock gives this service, for the target's platform; nothing is built here."""
    group = group_of(service, ROOT / "pyproject.toml")
    export = ["export", "--frozen", "--only-group", group, "--no-emit-package", "souk-sdk", "--no-annotate"]
    options = ["--target", str(folder), "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    # uv would hard-link its cache, and files trimmed and normalized here must not change there.
    options += ["--link-mode", "copy", "--python", sys.executable, "--python-version", target.version]
    if target.platform != "local":
        options += ["--python-platform", target.platform]
    requirements = run([*uv(), *export])
    run([*uv(), "pip", "install", *options, "--requirement", "-"], stdin=requirements)


def trim(folder: Path, apis: Collection[str]) -> None:
    """Remove the files that no function of the service reads."""
    unread = [path for pattern in EXCLUDE for path in folder.glob(pattern)]
    unread += [info for info in folder.glob("*.dist-info") if not info.name.startswith(WITH_METADATA)]
    unread += [api for api in (folder / "botocore/data").glob("*/") if api.name not in apis]
    for path in unread:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def copy(code: Mapping[str, Path], folder: Path) -> None:
    for place, path in code.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / place)


def normalize(folder: Path, python: str | None) -> None:
    """Compile to byte code that is never checked or written again; remove every trace of place and time."""
    if python:
        # One process in a fixed order with a fixed hash seed: byte code differs otherwise.
        settings = ["-q", "-j1", "-s", str(folder), "-p", "/var/task", "--invalidation-mode", "unchecked-hash"]
        run([python, "-m", "compileall", *settings, str(folder)], environment={"PYTHONHASHSEED": "0"})
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (EPOCH, EPOCH))


def link(source: Path, folder: Path) -> None:
    """The same files in another place."""

    def link_one(here: str, there: str) -> None:
        try:
            os.link(here, there)
        except OSError:  # on another disk
            shutil.copy2(here, there)

    shutil.copytree(source, folder, copy_function=link_one, dirs_exist_ok=True)


def digest(*paths: Path, salt: str) -> str:
    """Changes when a file does."""
    total = hashlib.sha256(salt.encode())
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One build of a service at a time: SAM starts those of its functions side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def fresh(folder: Path) -> Iterator[Path]:
    """An empty folder that takes its name, and the place of its predecessors, once it is complete."""
    new = folder.with_name("new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    yield new
    for old in folder.parent.glob(folder.name.partition("-")[0] + "-*"):
        shutil.rmtree(old)
    new.rename(folder)


if __name__ == "__main__":
    _, function_id, target_name, artifacts_dir = sys.argv
    try:
        package(service_of(function_id), Path(artifacts_dir), Target.parse(target_name))
    except ManifestError as error:
        sys.exit(str(error))
