"""What a command is about to write: all of it, with what follows from it, or nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from souk.errors import SoukError
from souk.fingerprint import source_files

GENERATED = ("contracts", "sdk")
TOOLS = Path(sys.executable).parent
Show = Callable[[str], None]


@dataclass
class Plan:
    """New files, and new texts of files that are there, by their paths below `root`."""

    root: Path
    made: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)

    def make(self, path: str, text: str) -> None:
        """Write a new file. Raises SoukError if it is there."""
        if (self.root / path).exists():
            raise SoukError(f"{path} is there already", "choose another name, or remove it first")
        self.made[path] = text

    def edit(self, path: str, edit: Callable[[str], str]) -> None:
        """Change a file that is there."""
        text = self.changed.get(path) or (self.root / path).read_text()
        self.changed[path] = edit(text)

    def carry_out(self, show: Show) -> None:
        """Write everything, put the code into its one shape, and make contracts and clients anew."""
        self._refuse_unsaved()
        with self._undone_if_it_fails():
            for path, text in {**self.made, **self.changed}.items():
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_text(text)
            show("formatting")
            code = [path for path in (*self.made, *self.changed) if path.endswith(".py")]
            self._run("ruff", "check", "--quiet", "--fix-only", *code)
            self._run("ruff", "format", "--quiet", *code)
            for what in GENERATED:
                show(what)
                self._run("souk", what)

    def _refuse_unsaved(self) -> None:
        """So that git can take back what is written now, and nothing else."""
        command = ["git", "status", "--porcelain", "--", *self.changed, *GENERATED]
        status = subprocess.run(command, cwd=self.root, capture_output=True, text=True)
        unsaved = [line[3:] for line in status.stdout.splitlines()]
        if unsaved:
            more = f" and {len(unsaved) - 1} more" if unsaved[1:] else ""
            raise SoukError(f"{unsaved[0]}{more} would be changed, and is not committed", "commit or stash it first")

    def _run(self, program: str, *arguments: str) -> None:
        """One of our own tools, in a process of its own: this one may have read what has changed since."""
        done = subprocess.run([TOOLS / program, *arguments], cwd=self.root, capture_output=True, text=True)
        if done.returncode:
            told = (done.stderr or done.stdout).strip().splitlines()
            raise SoukError("\n".join([f"`{program} {arguments[0]}` failed", *told[-6:]]), "nothing was written")

    @contextmanager
    def _undone_if_it_fails(self) -> Iterator[None]:
        affected = (*self.made, *self.changed, *GENERATED)
        before = {path: (self.root / path).read_bytes() for path in source_files(self.root, affected)}
        folders = {*self._folders()}
        try:
            yield
        except BaseException:
            # Python may have left its byte code there.
            for folder in self._folders() - folders:
                shutil.rmtree(folder)
            for path in {*source_files(self.root, affected)} - before.keys():
                (self.root / path).unlink()
            for path, content in before.items():
                (self.root / path).write_bytes(content)
            raise

    def _folders(self) -> set[Path]:
        """What there is of the folders that new files are in or below, and of the generated modules'."""
        modules = {folder for top in GENERATED for folder in (self.root / top).glob("*/*/")}
        parents = {parent for path in self.made for parent in (self.root / path).parents if parent.is_dir()}
        return modules | parents
