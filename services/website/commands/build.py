"""The build of the site: once for each content of its sources."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from souk.base import node
from souk.base.errors import SoukError
from souk.base.paths import Paths, private
from souk.deploy.fingerprint import fingerprint

SITE = "services/website/site"
SOURCES = (SITE, "sdk/typescript/src", "package-lock.json")
VITE = "node_modules/vite/bin/vite.js"
ASSETS = "assets/"
MOST_LINES = 8


@dataclass(frozen=True)
class Built:
    """A built site."""

    folder: Path

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The MD5 of each file, as S3 computes it, by its path."""
        return {
            str(file.relative_to(self.folder)): md5(file.read_bytes())
            for file in sorted(self.folder.rglob("*"))
            if file.is_file()
        }

    @property
    def digest(self) -> str:
        """It changes with the content."""
        listing = "".join(f"{path} {tag}\n" for path, tag in self.files.items())
        return hashlib.sha256(listing.encode()).hexdigest()[:12]

    def read(self, path: str) -> bytes:
        """The content of a file."""
        return (self.folder / path).read_bytes()


def md5(content: bytes) -> str:
    """The ETag that S3 gives a content."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def build(paths: Paths) -> tuple[Built, bool]:
    """The built site, and whether it had to be built. Raises SoukError where it can't be."""
    if not (paths.root / SITE).is_dir():
        raise SoukError("this checkout has no site", f"its sources belong into {SITE}")
    program, vite = node.program(), paths.root / VITE
    if not vite.exists():
        raise SoukError("the tools that build the site are not installed", "run `make setup`")
    builds = private(paths.home / "site")
    folder = builds / fingerprint(paths.root, SOURCES, {})
    if folder.is_dir():
        return Built(folder), False
    part = builds / "part"
    _run([str(program), str(vite), "build", SITE, "--outDir", str(part), "--emptyOutDir"], paths)
    for old in builds.iterdir():
        if old != part:
            shutil.rmtree(old)
    part.rename(folder)
    return Built(folder), True


def _run(command: list[str], paths: Paths) -> None:
    """Run the build. Raises SoukError with its last lines."""
    log = private(paths.logs) / "site.log"
    ended = subprocess.run(
        command,
        cwd=paths.root,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    log.write_bytes(ended.stdout)
    if ended.returncode != 0:
        lines = [line.strip() for line in ended.stdout.decode(errors="replace").splitlines() if line.strip()]
        # Behind them is the stack of the builder itself.
        reasons = [line for line in lines if not line.startswith("at ")][:MOST_LINES]
        raise SoukError("\n".join(["the site can't be built", *reasons]), f"read {paths.shown(log)}")
