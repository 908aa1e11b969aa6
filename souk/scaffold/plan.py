"""What a command is about to write and remove: all of it, with what follows from it, or nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from souk.base.errors import SoukError
from souk.scaffold import journal, unsaved

Show = Callable[[str], None]
Run = Callable[..., None]


def run(root: Path, program: str, *arguments: str) -> None:
    """Run one of our own tools, in a process of its own: this one may have read what has changed since."""
    tool = Path(sys.executable).with_name(program)
    # It holds the journal, too: if this process is killed, nothing is undone while the tool still writes.
    done = subprocess.run([tool, *arguments], cwd=root, capture_output=True, text=True, close_fds=False)
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

    def edit(self, path: str, edit: Callable[[str], str], initial: str = "") -> None:
        """Change a file, or one that does not exist yet and begins with `initial`."""
        if initial and not (self.root / path).exists():
            self.make(path, edit(initial))
        else:
            text = self.changed.get(path) or (self.root / path).read_text()
            self.changed[path] = edit(text)

    def carry_out(self, show: Show, what: str) -> None:
        """Write everything, put the code into its one shape, and make contracts and clients anew."""
        # What follows may be uncommitted: it is made anew from the code.
        unsaved.refuse(self.root, (*self.changed, *self.gone))
        affected = (*self.made, *self.changed, *self.gone, *self.follows)
        with journal.kept(self.root, what, affected, (*self.made,)):
            for path, text in {**self.made, **self.changed}.items():
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_text(text)
            for folder in self.gone:
                shutil.rmtree(self.root / folder, ignore_errors=True)
            show("formatting")
            code = [path for path in (*self.made, *self.changed) if path.endswith(".py")]
            self.run(self.root, "ruff", "check", "--quiet", "--fix-only", *code)
            self.run(self.root, "ruff", "format", "--quiet", *code)
            for folder in self.follows:
                show(folder)
                self.run(self.root, "souk", folder)
            unsaved.note(self.root, (*self.made, *self.changed))
