"""A checkout of a test's own: what this one has, in another place, under git, with this one's tools."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from souk.deploy.fingerprint import source_files

ROOT = Path(__file__).resolve().parents[2]
SHARED = (".venv", ".tools", "node_modules")
KNOWN = ".mypy_cache"  # what was checked here before is not checked again there
AUTHOR = ("-c", "user.name=A Developer", "-c", "user.email=developer@souk.example")


@dataclass(frozen=True)
class Checkout:
    """The copy, with everything committed."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Checkout:
        """Make one. Files keep their times, so that `make` finds its tools ready."""
        for path in source_files(ROOT, (".",)):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, root / path)
        for name in SHARED:
            if (ROOT / name).exists():
                (root / name).symlink_to(ROOT / name)
        if (ROOT / KNOWN).exists():
            shutil.copytree(ROOT / KNOWN, root / KNOWN)
        checkout = cls(root)
        checkout.git("init", "--quiet")
        (root / ".git/info/exclude").write_text("\n".join(SHARED))
        checkout.commit()
        return checkout

    @property
    def home(self) -> Path:
        """Where its local cloud keeps its state."""
        return self.root / ".souk"

    def run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a program as a person would who works there."""
        there = os.pathsep.join(str(self.root / folder) for folder in ("", "services", "sdk"))
        own = Path(sys.executable).with_name(program)
        environ = {**os.environ, "PYTHONPATH": there, "SOUK_HOME": str(self.home)}
        command = [str(own) if own.exists() else program, *arguments]
        done = subprocess.run(command, cwd=self.root, env=environ, capture_output=True, text=True, timeout=1800)
        assert not check or done.returncode == 0, f"{program} {' '.join(arguments)}:\n{done.stdout}{done.stderr}"
        return done

    def git(self, *arguments: str) -> str:
        """Ask git; answers what it says."""
        return self.run("git", *AUTHOR, *arguments).stdout

    def commit(self) -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "As it is")
