"""Messages of the build on a machine that lacks something it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ask_uv
import package
from tests.template.reading import ROOT


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("place", ["versions/3.99.1", "installs/python/3.99.1"])
def test_a_python_behind_a_shim_that_leads_nowhere_is_found(tmp_path: Path, place: str) -> None:
    program(tmp_path / "shims/python3.99", "exit 127")
    program(tmp_path / place / "bin/python3.99", "echo 3.99")

    python = ask_uv.interpreter("3.99", str(tmp_path / "shims"))

    assert python == str(tmp_path / place / "bin/python3.99")


def test_a_python_further_along_the_path_is_found_and_one_of_another_version_is_not(tmp_path: Path) -> None:
    program(tmp_path / "shims/python3.99", "exit 127")
    program(tmp_path / "wrong/python3.99", "echo 3.9")
    program(tmp_path / "bin/python3.99", "echo 3.99")
    path = f"{tmp_path}/shims:{tmp_path}/wrong:{tmp_path}/bin"

    assert ask_uv.interpreter("3.99", path) == f"{tmp_path}/bin/python3.99"
    assert ask_uv.interpreter("3.99", path.rpartition(":")[0]) is None


def test_zips_without_byte_code_are_refused_in_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    command = [sys.executable, "package.py", "UsersHttp", "aarch64-manylinux_2_28:3.99", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT / "services", env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True)

    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("no Python 3.99 is found here, so the zips have no byte code")
    assert "uv python install 3.99" in line
    assert list(tmp_path.iterdir()) == []


def test_for_dev_they_may_be_built_and_that_is_said_where_sam_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    package.require_byte_code(package.Target.parse("aarch64-manylinux_2_28:3.99"), {"SOUK_BYTE_CODE": "optional"})

    output = capsys.readouterr()
    assert "no byte code" in output.out
    assert "Not for staging or prod" in output.out
    assert output.err == ""


def test_an_index_that_can_not_be_reached_is_said_in_one_line_with_what_to_check(tmp_path: Path) -> None:
    nobody = "http://127.0.0.1:9/simple"
    install = [*ask_uv.uv(), "pip", "install", "--no-cache", "--no-config", "--target", str(tmp_path), "a-package"]

    with pytest.raises(SystemExit) as ended:
        ask_uv.run(install, environment={"UV_DEFAULT_INDEX": nobody, "UV_HTTP_RETRIES": "0"})

    [line] = str(ended.value).splitlines()
    assert line.startswith(f"the package index can't be reached ({nobody}/a-package/: ")


@pytest.mark.parametrize(
    ("shell", "check"),
    [
        ({}, "the network and the need for a proxy"),
        ({"https_proxy": "http://user:password@proxy"}, "the variables of your shell: HTTPS_PROXY"),
        (
            {"HTTPS_PROXY": "http://proxy", "UV_DEFAULT_INDEX": "https://a"},
            "the variables of your shell: HTTPS_PROXY, UV_DEFAULT_INDEX",
        ),
    ],
)
def test_what_the_shell_says_of_the_way_to_the_index_is_named_and_not_shown(shell: dict[str, str], check: str) -> None:
    error = "error: Failed to fetch: `https://index.example/simple/a/`\n  cause: Connection refused (os error 111)"

    line = ask_uv.unreachable(error, shell)

    assert line.endswith(f"Connection refused (os error 111)). Check {check}")
    assert "password" not in line
