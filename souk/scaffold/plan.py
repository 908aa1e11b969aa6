"""The changes of a command, applied with the generated files that depend on them, or not at all."""

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
    """Run one of our tools in a process of its own: this one may have imported modules that changed since."""
    tool = Path(sys.executable).with_name(program)
    # It inherits the journal's lock: if this process is killed, nothing is undone while the tool still writes.
    done = subprocess.run([tool, *arguments], cwd=root, capture_output=True, text=True, close_fds=False)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise SoukError("\n".join([f"`{program} {arguments[0]}` failed", *lines[-6:]]), "nothing was written")


@dataclass
class Plan:
    """New files, and new texts of existing files, by their paths below `root`."""

    root: Path
    new: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    """Folders, removed with all their files."""
    generated: Sequence[str] = ("contracts", "sdk")
    """Folders to generate again, each by the `souk` command of its name."""
    run: Run = run

    def make(self, path: str, text: str) -> None:
        """Add a new file. Raises SoukError if it exists."""
        if (self.root / path).exists():
            raise SoukError(f"{path} is there already", "choose another name, or remove it first")
        self.new[path] = text

    def edit(self, path: str, edit: Callable[[str], str], initial: str = "") -> None:
        """Change a file, or one that does not exist yet and begins with `initial`."""
        if initial and not (self.root / path).exists():
            self.make(path, edit(initial))
        else:
            text = self.changed.get(path) or (self.root / path).read_text()
            self.changed[path] = edit(text)

    def apply(self, show: Show, command: str) -> None:
        """Write everything, format the code, and generate contracts and clients."""
        # Generated files may be uncommitted: they depend on the code alone.
        unsaved.refuse(self.root, (*self.changed, *self.removed))
        affected = (*self.new, *self.changed, *self.removed, *self.generated)
        with journal.kept(self.root, command, affected, (*self.new,)):
            for path, text in {**self.new, **self.changed}.items():
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_text(text)
            for folder in self.removed:
                shutil.rmtree(self.root / folder, ignore_errors=True)
            show("formatting")
            code = [path for path in (*self.new, *self.changed) if path.endswith(".py")]
            self.run(self.root, "ruff", "check", "--quiet", "--fix-only", *code)
            self.run(self.root, "ruff", "format", "--quiet", *code)
            for folder in self.generated:
                show(folder)
                self.run(self.root, "souk", folder)
            unsaved.note(self.root, (*self.new, *self.changed))
