"""A scratch checkout: the real services, and a copy of the contracts."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from souk.base.errors import SoukError
from souk.contracts import export, releases
from souk.contracts.compat.check import Report, check
from souk.contracts.releases import Release
from tests.compat.mutants import ROOT, TODAY


def refuse_stale_contracts(root: Path) -> None:
    """As in the gate, without the SDK, whose generator takes seconds."""
    if stale := export.stale(root):
        raise SoukError(f"contracts/{stale[0]} doesn't match the code", "it is generated")


@pytest.fixture(scope="session")
def fresh() -> None:
    """Skip if the contracts are stale: another test fails then."""
    if export.stale(ROOT):
        pytest.skip("contracts/ doesn't match the code: run `make sdk`")


class Checkout:
    """Contracts to edit and check."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def edit(self, path: str, change: Callable[[Any], object]) -> None:
        """Change a contract, below `contracts/`."""
        file = self.root / "contracts" / path
        contract = json.loads(file.read_text())
        change(contract)
        file.write_text(json.dumps(contract, indent=2, ensure_ascii=False) + "\n")

    def check(self, ref: str | None = None, today: date = TODAY, fresh: bool = False) -> Report:
        """The gate's report; with `fresh`, stale contracts are refused."""
        return check(self.root, today, ref, refuse_stale_contracts if fresh else lambda root: None)

    def git(self, *arguments: str) -> None:
        """Run git in it."""
        author = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
        subprocess.run(["git", "-C", str(self.root), *author, *arguments], check=True, capture_output=True)

    def commit(self) -> None:
        """Commit its contracts."""
        if not (self.root / ".git").exists():
            self.git("init", "--quiet")
        self.git("add", "contracts")
        self.git("commit", "--quiet", "-m", "Contracts")

    def waive(self, **waiver: str) -> None:
        """Write a waiver; values are TOML."""
        lines = [f"{key} = {value}" for key, value in waiver.items()]
        with (self.root / "contracts/waivers.toml").open("a") as file:
            file.write("\n".join(["[[waiver]]", *lines, ""]))


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """The contracts of the code; released are the same."""
    root = Path(tmp_path / "checkout")
    for kind in ("openapi", "events", "gateway"):
        shutil.copytree(ROOT / "contracts" / kind, root / "contracts" / kind)
    for kind in ("openapi", "events"):
        shutil.copytree(ROOT / "contracts" / kind, root / "contracts/released" / kind)
    first = Release("0.1.0", date(2026, 11, 24), ())
    (root / "contracts/released/releases.json").write_text(releases.render([first]))
    shutil.copyfile(ROOT / "contracts/asyncapi.json", root / "contracts/asyncapi.json")
    for name in ("services", "template.yaml"):
        (root / name).symlink_to(ROOT / name)
    return Checkout(root)
