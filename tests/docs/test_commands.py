"""The documentation is true: its commands run, its links lead somewhere, and what it names exists."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cloud import ENV, Cloud

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(kind: str) -> list[pytest.param]:
    return [
        pytest.param(code, id=f"{page.relative_to(ROOT)}-{number}")
        for page in PAGES
        for number, (language, code) in enumerate(FENCE.findall(page.read_text()), start=1)
        if language == kind
    ]


@pytest.mark.cloud
@pytest.mark.parametrize("script", blocks("sh"))
def test_what_the_documentation_tells_to_run_works(cloud: Cloud, script: str) -> None:
    environ = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "SOUK_HOME": str(cloud.home),
        "SOUK_ENV": ENV,
    }

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], env=environ, cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert '"urn:souk:problem' not in done.stdout, done.stdout
    assert done.stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize("session", blocks("console"))
def test_what_it_shows_without_running_exists(session: str) -> None:
    for line in session.splitlines():
        for command in line.removeprefix("$ ").split("#")[0].split("&&"):
            words = [word for word in command.split() if "=" not in word or word.startswith("-")]
            assert words, line
            _exists(words)


def _exists(words: list[str]) -> None:
    program, *arguments = words
    if program == "make":
        for target in arguments:
            assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE), f"make {target}"
    elif program == "souk":
        options = [word for word in arguments if word.startswith("--")]
        told = subprocess.run(
            [Path(sys.executable).with_name("souk"), arguments[0], "--help"], capture_output=True, text=True, check=True
        ).stdout
        assert all(option in told for option in options), f"souk {arguments[0]} has no such option: {options}"
    elif program == "sam":
        assert arguments[0] in ("build", "deploy", "delete", "validate")
        config = (ROOT / "samconfig.toml").read_text()
        if "--config-env" in arguments:
            assert f"[{arguments[arguments.index('--config-env') + 1]}.deploy.parameters]" in config
    else:
        assert (ROOT / program).exists(), f"there is no {program}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_index_names_every_decision() -> None:
    folder = ROOT / "docs/decisions"

    listed = set(re.findall(r"\((\d{4}-[^)]+)\)", (folder / "README.md").read_text()))

    assert listed == {page.name for page in folder.glob("[0-9]*.md")}
