"""The documentation is true: its commands run, its links lead somewhere, and what it names exists."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from contextlib import nullcontext
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from souk.commands.cli import app, load
from tests.cloud import ENV, Cloud, alone

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
MENTION = re.compile(r"`((?:make|souk) [a-z][^`|]*)`")
TOUR = ROOT / "README.md"
ON_PATH = {"aws", "cd", "curl", "export", "git", "socat", "source"}
"""Programs that every machine has; all other commands of the pages are the repository's."""


def blocks(page: Path, kind: str) -> list[str]:
    """The code of one language on a page: `sh` is run, `console` is only held to what exists."""
    return [code for language, code in FENCE.findall(page.read_text()) if language == kind]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.cloud
@pytest.mark.sampled("page")
@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "sh")], ids=name)
def test_what_a_page_tells_to_run_works_from_top_to_bottom(cloud: Cloud, page: Path) -> None:
    script = "".join(blocks(page, "sh"))

    # Two commands at once that make environments would refuse each other.
    with alone(cloud.home) if "souk clone" in script else nullcontext():
        done = in_a_shell(script, cloud.home)

    assert done.returncode == 0, done.stdout + done.stderr
    assert '"urn:souk:problem' not in done.stdout, done.stdout
    if page == TOUR:
        assert_followed(done.stdout)


def assert_followed(shown: str) -> None:
    """The tour shows its order in the logs of everyone who had to do with it, and its event on the stream."""
    assert re.search(r"^HTTP/\S+ 201", shown, re.MULTILINE), shown
    for function in ("orders-v2-http", "orders-stream", "orders-kinesis", "notifications-sqs"):
        assert re.search(rf"^\S+ +{function} ", shown, re.MULTILINE), function
    assert shown.count('"name": "orders.OrderPlaced"') == 1


def in_a_shell(script: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run it in the checkout as a newcomer would, who hears of the first thing that fails."""
    environ = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "SOUK_HOME": str(home),
        "SOUK_ENVIRONMENTS": str(home / "environments"),
        "SOUK_ENV": ENV,
    }
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], env=environ, cwd=ROOT, capture_output=True, text=True, timeout=1800
    )


@pytest.mark.parametrize("page", [page for page in PAGES if "<<'PATCH'" in page.read_text()], ids=name)
def test_the_patches_of_a_page_fit_the_code(page: Path) -> None:
    for patch in re.findall(r"<<'PATCH'\n(.*?)^PATCH", page.read_text(), re.MULTILINE | re.DOTALL):
        done = subprocess.run(["git", "apply", "--check"], input=patch, cwd=ROOT, capture_output=True, text=True)

        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_a_page_shows_without_running_it_exists(page: Path) -> None:
    shown_whole = [block.replace("\\\n", "") for block in blocks(page, "console")]
    lines = [line.removeprefix("$ ") for block in shown_whole for line in block.splitlines()]

    shown = [command for line in lines for command in re.split(r"&&|\|", line.split(" #")[0])]

    mentioned = MENTION.findall(FENCE.sub("", page.read_text()))
    assert [problem for command in [*shown, *mentioned] if (problem := missing(command))] == []


@pytest.mark.parametrize(
    "command",
    [
        *(
            "make nonsense",
            "souk nonsense",
            "souk up --nonsense",
            "souk outputs --js",
            "souk up -x",
            "souk dlq nonsense",
            "souk dlq ls --only",
        ),
        *("sam nonsense", "sam deploy --config-env nowhere", "sam local nonsense", "nonsense", ".venv/bin/nonsense"),
    ],
)
def test_a_command_that_does_not_exist_is_noticed(command: str) -> None:
    assert missing(command)


def missing(command: str) -> str | None:
    """The part of a command that doesn't exist, if any."""
    program, *words = [word for word in command.split() if not re.match(r"[A-Z_]+=", word)]
    check = {"make": _missing_target, "souk": _missing_option, "sam": _missing_environment}.get(Path(program).name)
    if check:
        return check(words)
    return None if program in ON_PATH or (ROOT / program).exists() else f"there is no {program}"


def _missing_target(words: list[str]) -> str | None:
    makefile = (ROOT / "Makefile").read_text()
    unknown = [word for word in words if not re.search(rf"^{re.escape(word)}:", makefile, re.MULTILINE)]
    return f"make has no {unknown}" if unknown else None


def _missing_option(words: list[str]) -> str | None:
    command, path = typer.main.get_group(app), "souk"
    while isinstance(command, TyperGroup):
        name = words.pop(0)
        if name not in command.list_commands(typer.Context(command)):
            return f"{path} has no {name}"
        command, path = load(name) if path == "souk" else command.commands[name], f"{path} {name}"
        if isinstance(command, TyperGroup) and not re.fullmatch("[a-z]+", (words or [""])[0]):
            return None  # the group as such
    options = {option for parameter in command.params for option in parameter.opts}
    unknown = [word for word in re.findall(r"(?<!\S)\[?(--?[a-z-]+)", " ".join(words)) if word not in options]
    return f"{path} has no {unknown}" if unknown else None


def _missing_environment(words: list[str]) -> str | None:
    if words[0] == "local":
        config = tomllib.loads((ROOT / "samconfig.toml").read_text())["default"]
        configured = f"local_{words[1].replace('-', '_')}" in config
        return None if configured or words[1] == "generate-event" else f"samconfig.toml has no local {words[1]}"
    if words[0] not in ("build", "deploy", "delete", "validate"):
        return f"nobody calls sam {words[0]} here"
    env = words[words.index("--config-env") + 1] if "--config-env" in words else "default"
    configured = f"[{env}.deploy.parameters]" in (ROOT / "samconfig.toml").read_text()
    return None if configured else f"samconfig.toml has no {env}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []
