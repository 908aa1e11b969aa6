"""All of it or nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from souk.base.errors import SoukError
from souk.scaffold.plan import Plan


class Tools:
    """The tools that a plan runs: what was run is noted, and one of them may break."""

    def __init__(self, breaks: str = "") -> None:
        self.runs: list[str] = []
        self._breaks = breaks

    def __call__(self, root: Path, program: str, *arguments: str) -> None:
        self.runs.append(f"{program} {arguments[0]}")
        (root / "sdk/souk_sdk/reviews_v1").mkdir(parents=True, exist_ok=True)
        (root / "sdk/souk_sdk/reviews_v1/client.py").write_text("made")
        (root / "contracts/a.json").write_text("changed")
        if arguments[0] == self._breaks:
            raise SoukError(f"{program} broke", "nothing was written")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small checkout, with everything committed."""
    for path in ("template.yaml", "contracts/a.json", "services/old/domain.py", "sdk/souk_sdk/old_v1/client.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "-c", "user.name=A", "-c", "user.email=a@souk.example", "commit", "--quiet", "-m", "As it is")
    return tmp_path


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True).stdout


def planned(root: Path, tools: Tools) -> Plan:
    plan = Plan(root, removed=("services/old",), run=tools)
    plan.make("services/new/handlers/http.py", "new")
    plan.edit("template.yaml", str.upper)
    plan.edit("template.yaml", lambda text: text + "!")
    return plan


def test_a_plan_is_carried_out_with_all_that_follows(root: Path) -> None:
    tools = Tools()

    planned(root, tools).apply(lambda _: None, "`souk new`")

    assert (root / "services/new/handlers/http.py").read_text() == "new"
    assert (root / "template.yaml").read_text() == "TEMPLATE.YAML!"
    assert not (root / "services/old").exists()
    assert tools.runs == ["ruff check", "ruff format", "souk contracts", "souk sdk"]


@pytest.mark.parametrize("breaks", ["check", "contracts", "sdk"])
def test_a_plan_that_fails_on_its_way_leaves_everything_as_it_was(root: Path, breaks: str) -> None:
    with pytest.raises(SoukError, match="broke"):
        planned(root, Tools(breaks)).apply(lambda _: None, "`souk new`")

    assert git(root, "status", "--porcelain", "--ignored") == ""
    assert not (root / "services/new").exists()
    assert not (root / "sdk/souk_sdk/reviews_v1").exists()


@pytest.mark.parametrize("path", ["template.yaml", "services/old/domain.py", "services/old/new.py"])
def test_what_is_not_committed_is_not_touched(root: Path, path: str) -> None:
    (root / path).write_text("in the middle of something")
    tools = Tools()

    with pytest.raises(SoukError, match=f"{path} would be changed, and is not committed"):
        planned(root, tools).apply(lambda _: None, "`souk new`")

    assert tools.runs == []
    assert not (root / "services/new").exists()
    assert (root / path).read_text() == "in the middle of something"


def test_a_plan_of_new_files_alone_minds_no_change_elsewhere(root: Path) -> None:
    (root / "template.yaml").write_text("in the middle of something")
    plan = Plan(root, run=Tools())
    plan.edit("services/new/events_out.py", lambda text: text + "!", initial="begun")

    plan.apply(lambda _: None, "`souk new event`")

    assert (root / "services/new/events_out.py").read_text() == "begun!"
    assert (root / "template.yaml").read_text() == "in the middle of something"


def test_what_the_command_wrote_itself_need_not_be_committed_before_the_next(root: Path) -> None:
    planned(root, Tools()).apply(lambda _: None, "`souk new`")
    second = Plan(root, removed=("services/new",), run=Tools())
    second.edit("template.yaml", lambda text: text + "?")

    second.apply(lambda _: None, "`souk new`")

    assert (root / "template.yaml").read_text() == "TEMPLATE.YAML!?"
    assert not (root / "services/new").exists()


def test_what_was_edited_after_the_command_wrote_it_is_not_touched(root: Path) -> None:
    planned(root, Tools()).apply(lambda _: None, "`souk new`")
    (root / "template.yaml").write_text("in the middle of something")
    second = Plan(root, run=Tools())
    second.edit("template.yaml", str.upper)

    with pytest.raises(SoukError, match=r"template.yaml would be changed, and is not committed"):
        second.apply(lambda _: None, "`souk new`")


@pytest.mark.parametrize("path", ["contracts/a.json", "sdk/new.py"])
def test_what_is_generated_from_the_code_need_not_be_committed(root: Path, path: str) -> None:
    (root / path).write_text("edited by hand")

    planned(root, Tools()).apply(lambda _: None, "`souk new`")


def test_what_is_not_committed_elsewhere_is_nobodys_business(root: Path) -> None:
    (root / "notes.txt").write_text("in the middle of something")

    planned(root, Tools()).apply(lambda _: None, "`souk new`")


def test_what_is_there_is_not_written_over(root: Path) -> None:
    with pytest.raises(SoukError, match="is there already"):
        Plan(root).make("services/old/domain.py", "new")
