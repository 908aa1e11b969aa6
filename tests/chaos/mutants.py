"""`make chaos-proof`: plants the classic bugs into a copy of the checkout; each must turn its tests red.

A matrix that stays green whatever the code does would prove nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).resolve().parents[2]
MATRIX = "tests/chaos/test_matrix.py::test_every_order_survives"
screen = Console(highlight=False)


@dataclass(frozen=True)
class Bug:
    """Replacements in files of the services (file, right, wrong), and the tests of which one must turn red."""

    name: str
    edits: tuple[tuple[str, str, str], ...]
    noticed_by: tuple[str, ...]


BUGS = (
    Bug(
        "a consumer eats the failure and acknowledges",
        (
            (
                "services/chassis/messaging/consumer.py",
                '                log.exception("will come again", extra=extra)\n                return False\n',
                "                return True\n",
            ),
        ),
        (f"{MATRIX}[users can't count]", f"{MATRIX}[the post refuses]"),
    ),
    Bug(
        "the inbox is written and not looked into",
        (
            (
                "services/chassis/persistence/table.py",
                "return self.get(*transaction.inbox_key(cause)) is not None",
                "return False",
            ),
            (
                "services/chassis/persistence/transaction.py",
                "return _insert(row, AlreadyHandled(cause))",
                'return TransactItem("Put", {"Item": serialize(row)})',
            ),
        ),
        (
            f"{MATRIX}[users killed after counting, before the acknowledgement]",
            "tests/chaos/test_delivery.py::test_all_that_was_told_is_told_again_in_any_order",
        ),
    ),
    Bug(
        "the mail goes out before anything is committed",
        (
            (
                "services/notifications/actions.py",
                "    try:\n        notifications.add(notification)\n",
                "    mailer.send(letter, contact.email)\n    try:\n        notifications.add(notification)\n",
            ),
            (
                "services/notifications/actions.py",
                "        _send(letter, contact.email, notification.id, notifications, mailer)\n",
                "        notifications.mailed(notification.id)\n",
            ),
        ),
        (f"{MATRIX}[notifications killed mid-batch]",),
    ),
    Bug(
        "an event counts as published before it is",
        (
            (
                "services/chassis/messaging/outbox_relay.py",
                "            result = self._bus.publish(heads)\n",
                "            list(map(self._mark_published, heads))\n            result = self._bus.publish(heads)\n",
            ),
        ),
        (f"{MATRIX}[killed mid-publish, before the topic]", f"{MATRIX}[the topic refuses]"),
    ),
)


def main() -> None:
    """Plant each bug by itself, or only those whose name holds the argument. Exit code 1 if one is not noticed."""
    chosen = [bug for bug in BUGS if "".join(sys.argv[1:2]) in bug.name]
    unnoticed = [bug.name for bug in chosen if not _is_noticed(bug)]
    if unnoticed:
        raise SystemExit(f"not noticed: {', '.join(unnoticed)}")


def _is_noticed(bug: Bug) -> bool:
    with tempfile.TemporaryDirectory(prefix="souk-planted-") as folder:
        copy = Path(folder)
        _copy(copy)
        for file, right, wrong in bug.edits:
            text = (copy / file).read_text()
            assert text.count(right) == 1, f"{file} has changed: plant `{bug.name}` anew"
            (copy / file).write_text(text.replace(right, wrong))
        path = os.pathsep.join(str(copy / part) for part in ("", "services", "sdk"))
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-qx", "--tb=line", *bug.noticed_by],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": path, "SOUK_CHAOS_PATIENCE": "60"},
            capture_output=True,
            text=True,
        )
    said = [line for line in ran.stdout.splitlines() if line.startswith(("/", "FAILED", "ERROR")) or " failed" in line]
    red = ran.returncode == 1 and " failed" in ran.stdout
    screen.print(f"{'[green]noticed' if red else '[red]NOT noticed'}[/]: {bug.name}")
    for line in said or ran.stdout.splitlines()[-3:]:
        screen.print(f"    {line}", markup=False, soft_wrap=True)
    return red


def _copy(folder: Path) -> None:
    """What git knows, and the tools beside it."""
    known = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in known.stdout.splitlines():
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".tools").symlink_to(ROOT / ".tools")


if __name__ == "__main__":
    main()
