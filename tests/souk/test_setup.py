"""`make setup` in other people's shells: it fills this checkout's environments, and no other."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INPUTS = ("Makefile", "uv.lock", "pyproject.toml", "package-lock.json", "sdk/pyproject.toml")
FAKE = """#!/bin/sh
echo "$(basename "$0") $* [${UV_PROJECT_ENVIRONMENT-}] [${PIP_USER-}] [${PIP_REQUIRE_VIRTUALENV-}]" >> "$CALLS"
mkdir -p .venv/bin .tools/sam .tools/ministack .tools/uv/bin node_modules
case "$*" in *--target*) cp "$0" .tools/uv/bin/uv ;; esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The inputs of `make setup`, and programs that record their calls."""
    for name in INPUTS:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "programs").mkdir()
    for name in ("python3", "npm"):
        (tmp_path / "programs" / name).write_text(FAKE)
        (tmp_path / "programs" / name).chmod(0o755)
    return tmp_path


def calls(checkout: Path, **shell: str) -> list[str]:
    """How `make setup` calls pip, uv and npm in a shell with these variables."""
    path = f"{checkout}/programs:/usr/bin:/bin"
    environ = {"PATH": path, "HOME": str(checkout), "CALLS": str(checkout / "calls"), **shell}
    subprocess.run(["make", "setup"], cwd=checkout, env=environ, check=True, capture_output=True)
    return (checkout / "calls").read_text().splitlines()


def test_each_environment_is_named_whatever_the_shell_says(checkout: Path) -> None:
    called = calls(checkout, UV_PROJECT_ENVIRONMENT=str(checkout / "another-projects"), NODE_ENV="production")

    synced = [line for line in called if line.startswith("uv sync")]
    assert {line.split("[")[1].rstrip("] ") for line in synced} == {".venv", ".tools/sam", ".tools/ministack"}
    assert any(line.startswith("npm ci") and "--include=dev" in line for line in called)


def test_pip_installs_uv_into_a_folder_whatever_the_shell_says(checkout: Path) -> None:
    called = calls(checkout, PIP_USER="1", PIP_REQUIRE_VIRTUALENV="true")

    [pip] = [line for line in called if line.startswith("python3 -m pip")]
    assert pip.endswith("[0] [0]")


def test_the_first_run_has_all_that_builds_the_shop(checkout: Path) -> None:
    planned = subprocess.run(["make", "--dry-run", "run"], cwd=checkout, check=True, capture_output=True, text=True)

    assert 0 < planned.stdout.index("npm ci") < planned.stdout.index("souk up")


@pytest.mark.slow
def test_a_checkout_whose_git_converts_line_ends_has_the_same_files(tmp_path: Path) -> None:
    convert = ["git", "-c", "core.autocrlf=true", "clone", "--quiet", str(ROOT), str(tmp_path / "windows")]
    subprocess.run(convert, check=True, env={**os.environ, "GIT_TERMINAL_PROMPT": "0"})

    for path in ("contracts/asyncapi.json", "sdk/souk_sdk/problems.py", "sdk/typescript/src/generated/apis.ts"):
        assert b"\r" not in (tmp_path / "windows" / path).read_bytes(), path
