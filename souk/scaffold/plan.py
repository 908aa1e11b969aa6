"""What a command is about to write and remove: all of it, with what follows from it, or nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from souk.errors import SoukError
from souk.fingerprint import source_files

Show = Callable[[str], None]
Run = Callable[..., None]


def run(root: Path, program: str, *arguments: str) -> None:
    """Run one of our own tools, in a process of its own: this one may have read what has changed since."""
    tool = Path(sys.executable).with_name(program)
    done = subprocess.run([tool, *arguments], cwd=root, capture_output=True, text=True)
    if done.returncode:
        told = (done.stderr or done.stdout).strip().splitlines()
        raise SoukError("\n".join([f"`{program} {arguments[0]}` failed", *told[-6:]]), "nothing was written")


@dataclass
class Plan:
    """New files, and new texts of files that are there, by their paths below `root`."""

    root: Path
    made: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    """Folders that go, with whatever is left in them."""
    follows: Sequence[str] = ("contracts", "sdk")
    """What has to be made anew, by the `souk` command and the folder of that name."""
    run: Run = run

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
            for folder in self.gone:
                shutil.rmtree(self.root / folder, ignore_errors=True)
            show("formatting")
            code = [path for path in (*self.made, *self.changed) if path.endswith(".py")]
            self.run(self.root, "ruff", "check", "--quiet", "--fix-only", *code)
            self.run(self.root, "ruff", "format", "--quiet", *code)
            for what in self.follows:
                show(what)
                self.run(self.root, "souk", what)

    def _refuse_unsaved(self) -> None:
        """So that git can take back what is written now, and nothing else."""
        command = ["git", "status", "--porcelain", "--", *self.changed, *self.gone, *self.follows]
        status = subprocess.run(command, cwd=self.root, capture_output=True, text=True)
        unsaved = [line[3:] for line in status.stdout.splitlines()]
        if unsaved:
            more = f" and {len(unsaved) - 1} more" if unsaved[1:] else ""
            raise SoukError(f"{unsaved[0]}{more} would be changed, and is not committed", "commit or stash it first")

    @contextmanager
    def _undone_if_it_fails(self) -> Iterator[None]:
        affected = (*self.made, *self.changed, *self.gone, *self.follows)
        before = {path: (self.root / path).read_bytes() for path in source_files(self.root, affected)}
        folders = self._folders()
        try:
            yield
        except BaseException:
            for path in {*source_files(self.root, affected)} - before.keys():
                (self.root / path).unlink(missing_ok=True)
                self._prune((self.root / path).parent)
            for folder in self._folders() - folders:
                shutil.rmtree(folder, ignore_errors=True)  # Python may have left its byte code there
            for path, content in before.items():
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(content)
            raise

    def _folders(self) -> set[Path]:
        """What there is of the folders that new files are in or below."""
        return {parent for path in self.made for parent in (self.root / path).parents if parent.is_dir()}

    def _prune(self, folder: Path) -> None:
        while folder != self.root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
