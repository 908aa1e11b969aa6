"""`make chaos-proof`: mutates a copy of the checkout with classic bugs; each must fail its tests.

A matrix that passes whatever the code does would prove nothing.
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
class Mutant:
    """Replacements in files of the services (file, right, wrong), and the tests of which one must fail."""

    name: str
    edits: tuple[tuple[str, str, str], ...]
    killed_by: tuple[str, ...]


MUTANTS = (
    Mutant(
        "a consumer swallows the failure and acknowledges",
        (
            (
                "services/chassis/messaging/consumer.py",
                '                log.exception("will come again", extra=extra)\n'
                "                return retry_policy.backoff(message.received)\n",
                "                return None\n",
            ),
        ),
        (f"{MATRIX}[users can't count]", f"{MATRIX}[SES refuses]"),
    ),
    Mutant(
        "the inbox is written but not read",
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
    Mutant(
        "the mail goes out before anything is committed",
        (
            (
                "services/notifications/actions.py",
                "    try:\n        notifications.add(notification)\n",
                "    sender.send(content, contact.email)\n    try:\n        notifications.add(notification)\n",
            ),
            (
                "services/notifications/actions.py",
                "        _send(content, contact.email, notification.id, notifications, sender)\n",
                "        notifications.mark_mailed(notification.id)\n",
            ),
        ),
        (f"{MATRIX}[notifications killed mid-batch]",),
    ),
    Mutant(
        "an event counts as published before it is",
        (
            (
                "services/chassis/messaging/outbox_relay.py",
                "            result = self._bus.publish([event for event, _ in heads])\n",
                "            [self._mark_published(event) for event, _ in heads]\n"
                "            result = self._bus.publish([event for event, _ in heads])\n",
            ),
        ),
        (f"{MATRIX}[killed mid-publish, before the topic]", f"{MATRIX}[the topic refuses]"),
    ),
)


def main() -> None:
    """Test each mutant, or only those whose name contains the argument. Exit code 1 if one survives."""
    selected = [mutant for mutant in MUTANTS if "".join(sys.argv[1:2]) in mutant.name]
    if survivors := [mutant.name for mutant in selected if not _is_killed(mutant)]:
        raise SystemExit(f"survived: {', '.join(survivors)}")


def _is_killed(mutant: Mutant) -> bool:
    with tempfile.TemporaryDirectory(prefix="souk-mutant-") as folder:
        copy = Path(folder)
        _copy(copy)
        for file, right, wrong in mutant.edits:
            text = (copy / file).read_text()
            assert text.count(right) == 1, f"{file} has changed: rewrite the mutant `{mutant.name}`"
            (copy / file).write_text(text.replace(right, wrong))
        path = os.pathsep.join(str(copy / part) for part in ("", "services", "sdk"))
        result = subprocess.run(
            [sys.executable, "-m", "pytest", "-qx", "--tb=line", *mutant.killed_by],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": path, "SOUK_CHAOS_PATIENCE": "60"},
            capture_output=True,
            text=True,
        )
    lines = result.stdout.splitlines()
    failures = [line for line in lines if line.startswith(("/", "FAILED", "ERROR")) or " failed" in line]
    killed = result.returncode == 1 and " failed" in result.stdout
    screen.print(f"{'[green]killed' if killed else '[red]SURVIVED'}[/]: {mutant.name}")
    for line in failures or lines[-3:]:
        screen.print(f"    {line}", markup=False, soft_wrap=True)
    return killed


def _copy(folder: Path) -> None:
    """Copy all files that git tracks or would add, and link the tools."""
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listing.stdout.splitlines():
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".tools").symlink_to(ROOT / ".tools")


if __name__ == "__main__":
    main()
