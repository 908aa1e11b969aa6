"""The next `souk new` or `souk remove` undoes the changes of a killed one, and no work is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from souk.base.errors import SoukError
from souk.local import processes
from souk.scaffold import journal
from tests.scaffold.checkouts import Checkout
from tests.scaffold.test_plan import git
from tests.waiting import eventually

PLAN = """
import sys, time
from pathlib import Path
from souk.scaffold.plan import Plan, run

TOOL = "import os, sys, time; open(sys.argv[1] + '/pid', 'w').write(str(os.getpid())); time.sleep(600)"

def slow(root, program, *arguments):
    (root / "contracts/new.json").write_text("made")
    (root / "contracts/a.json").unlink(missing_ok=True)
    Path(sys.argv[2], program + arguments[0]).touch()
    if program + arguments[0] == sys.argv[3]:
        time.sleep(600)
    if program + arguments[0] == sys.argv[4]:
        run(root, "python", "-c", TOOL, sys.argv[2])

plan = Plan(Path(sys.argv[1]), removed=("services/old",), run=slow)
plan.make("services/new/handlers/http.py", "new")
plan.edit("template.yaml", str.upper)
plan.apply(lambda _: None, "`souk new service new`")
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small checkout, with everything committed, a tool's permission too."""
    root = tmp_path / "checkout"
    for path in ("template.yaml", "contracts/a.json", "services/old/tool.sh", "sdk/souk_sdk/old_v1/client.py"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    (root / "services/old/tool.sh").chmod(0o755)
    (root / ".gitignore").write_text(".souk/\n")
    git(root, "init", "--quiet")
    commit(root)
    return root


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "-c", "user.name=A", "-c", "user.email=a@souk.example", "commit", "--quiet", "-m", "As it is")


@contextmanager
def at_work(
    root: Path, sleeps_in: str = "", waits_for_a_tool_in: str = ""
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A plan that is being carried out, in a process of its own, and has come to a certain step."""
    marks = root.parent / "marks"
    marks.mkdir()
    command = [sys.executable, "-c", PLAN, str(root), str(marks), sleeps_in, waits_for_a_tool_in]
    running = subprocess.Popen(command)
    try:
        eventually(lambda: (marks / sleeps_in).is_file() or ((marks / "pid").is_file() and (marks / "pid").read_text()))
        yield running, marks
    finally:
        running.kill()
        running.wait()


def killed(root: Path, sleeps_in: str = "ruffformat") -> None:
    with at_work(root, sleeps_in) as (running, _):
        running.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("step", ["ruffcheck", "ruffformat", "soukcontracts", "souksdk"])
def test_everything_is_as_it_was_before_what_was_killed(root: Path, step: str) -> None:
    killed(root, step)
    assert git(root, "status", "--porcelain") != ""

    message = journal.undo(root)

    assert git(root, "status", "--porcelain") == ""
    assert not (root / "services/new").exists()
    assert os.access(root / "services/old/tool.sh", os.X_OK)
    assert message is not None
    assert message.startswith("`souk new service new`, which was killed; what it had written is in .souk/undone/")
    assert journal.undo(root) is None


def test_what_somebody_wrote_into_the_half_made_thing_is_put_aside_and_not_lost(root: Path) -> None:
    killed(root)
    (root / "services/new/notes.py").write_text("an hour of work")
    (root / "template.yaml").write_text("another hour")

    journal.undo(root)

    assert git(root, "status", "--porcelain") == ""
    [aside] = (root / ".souk/undone").iterdir()
    assert (aside / "services/new/notes.py").read_text() == "an hour of work"
    assert (aside / "template.yaml").read_text() == "another hour"


def test_where_somebody_has_committed_since_nothing_is_undone(root: Path) -> None:
    killed(root)
    commit(root)

    message = journal.undo(root)

    assert message == "nothing of `souk new service new`, which was killed: there were commits since"
    assert git(root, "status", "--porcelain") == ""
    assert (root / "services/new/handlers/http.py").read_text() == "new"
    assert journal.undo(root) is None


def test_one_that_is_still_at_work_is_not_undone(root: Path) -> None:
    with at_work(root, "soukcontracts"), pytest.raises(SoukError, match="is at work here"):
        journal.undo(root)


def test_nor_one_that_was_killed_while_a_tool_of_it_still_writes(root: Path) -> None:
    with at_work(root, waits_for_a_tool_in="soukcontracts") as (running, marks):
        running.send_signal(signal.SIGKILL)
        running.wait()
        tool = int((marks / "pid").read_text())
        started = processes.identity(tool) or ""
        assert str(marks) in processes.command_of(tool)
        try:
            with pytest.raises(SoukError, match="is at work here"):
                journal.undo(root)
        finally:
            processes.send(tool, started, signal.SIGKILL)

    assert eventually(lambda: undone_or_busy(root))
    assert git(root, "status", "--porcelain") == ""


def undone_or_busy(root: Path) -> str | None:
    try:
        return journal.undo(root)
    except SoukError:
        return None


def test_one_that_was_killed_before_it_had_written_down_what_there_was_had_changed_nothing(root: Path) -> None:
    (root / journal.FILE).parent.mkdir()
    (root / journal.FILE).write_bytes(b"PK\x03\x04 cut short")

    assert journal.undo(root) is None

    assert git(root, "status", "--porcelain") == ""
    assert not (root / journal.FILE).exists()


@pytest.mark.slow
def test_the_next_command_undoes_a_killed_one_and_says_so(tmp_path: Path) -> None:
    checkout = Checkout.at(tmp_path / "checkout")
    there = os.pathsep.join(str(checkout.root / folder) for folder in ("", "services", "sdk"))
    environ = {**os.environ, "PYTHONPATH": there, "SOUK_HOME": str(checkout.home)}
    souk = str(Path(sys.executable).with_name("souk"))
    command = [souk, "new", "service", "reviews"]
    running = subprocess.Popen(
        command, cwd=checkout.root, env=environ, stdout=subprocess.DEVNULL, start_new_session=True
    )
    eventually(lambda: (checkout.root / "contracts/openapi/reviews.v1.json").exists())
    time.sleep(0.5)  # into the making of the clients, most likely; anywhere will do
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert "services/reviews" in checkout.git("status", "--porcelain")

    refused = checkout.run("souk", "remove", "service", "nix", check=False)

    assert "undone" in refused.stdout
    assert "`souk new service reviews`, which was killed" in refused.stdout
    assert "there is no service `nix`" in refused.stderr
    assert checkout.git("status", "--porcelain") == ""
