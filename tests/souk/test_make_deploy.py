"""`make deploy`: the core, then each application after those that it reads from; one that fails stops no other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAM = """#!/bin/sh
echo "$(basename "$PWD") $*" >> "$CALLS"
case "$PWD $1" in *"$BROKEN deploy") exit 1 ;; esac
"""
USED = """#!/bin/sh
[ "$2" != "services/$LOST" ] || exit 1
[ "$2" != services/website ] || echo "--parameter-overrides 'Environment=staging LogLevel=DEBUG' 'Api=\\"\\"'"
"""
"""Stands for souk.deploy.uses, which reads AWS."""
READS = "A: !Sub '{{resolve:ssm:/souk/${Environment}/premium/Members}}'"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A core and three applications, of which `content` reads from `premium`; SAM records its calls."""
    root = tmp_path / "core"
    for folder, template in (("content", READS), ("premium", ""), ("website", "")):
        (root / "services" / folder).mkdir(parents=True)
        (root / "services" / folder / "template.yaml").write_text(template)
    sam = root / ".tools/sam/bin/sam"
    sam.parent.mkdir(parents=True)
    sam.write_text(SAM)
    sam.chmod(0o755)
    (root / "used").write_text(USED)
    shutil.copy(ROOT / "Makefile", root)
    return root


def deploy(checkout: Path, env: str, broken: str = "nothing", lost: str = "nothing") -> tuple[int, list[str], str]:
    """The exit code, SAM's calls and the errors."""
    calls = checkout.parent / "calls"
    done = subprocess.run(
        [
            *("make", "--old-file=setup", "deploy", f"ENV={env}", f"BIN={Path(sys.executable).parent}"),
            "COMPLETE=echo complete >> $(CALLS)",
            "USED=sh used",
        ],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], "HOME": str(checkout), "CALLS": str(calls), "BROKEN": broken, "LOST": lost},
        capture_output=True,
        text=True,
    )
    return done.returncode, calls.read_text().splitlines(), done.stderr


def both(folder: str, config: str) -> list[str]:
    return [f"{folder} build --config-env {config}", f"{folder} deploy --config-env {config}"]


@pytest.mark.parametrize(("env", "config"), [("staging", "staging"), ("dev", "default")])
def test_the_core_comes_first_and_an_application_after_those_that_it_reads_from(
    checkout: Path, env: str, config: str
) -> None:
    code, calls, _ = deploy(checkout, env)

    assert code == 0
    stacks = [call for folder in ("core", "premium", "website", "content") for call in both(folder, config)]
    assert [call.split(" --parameter")[0] for call in calls] == [*stacks, f"complete {env}"]


def test_an_application_gets_the_values_of_those_that_it_uses_with_its_own_parameters(checkout: Path) -> None:
    _, calls, _ = deploy(checkout, "staging")

    passed = [call.partition(" --parameter-overrides ")[2] for call in calls if " --parameter-overrides " in call]
    assert passed == ['Environment=staging LogLevel=DEBUG Api=""']


def test_an_application_is_not_deployed_without_values_that_could_not_be_read(checkout: Path) -> None:
    code, calls, errors = deploy(checkout, "staging", lost="website")

    assert code != 0
    assert "not deployed: services/website" in errors
    assert not [call for call in calls if call.startswith("website")]
    assert calls[-1] == "complete staging"


def test_an_application_that_fails_is_named_and_stops_no_other(checkout: Path) -> None:
    code, calls, errors = deploy(checkout, "staging", broken="premium")

    assert code != 0
    assert "not deployed: services/premium" in errors
    assert calls[-2:] == ["content deploy --config-env staging", "complete staging"]


def test_no_application_is_deployed_without_its_core(checkout: Path) -> None:
    code, calls, _ = deploy(checkout, "staging", broken="core")

    assert code != 0
    assert calls == both("core", "staging")
