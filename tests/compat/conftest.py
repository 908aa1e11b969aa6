"""A checkout to spoil: the real services, and contracts of its own."""

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
from souk.contracts.compat.check import Verdict, check
from souk.contracts.releases import Release
from tests.compat.mutants import ROOT, TODAY


def refuse_stale_contracts(root: Path) -> None:
    """As the gate does, without the SDK, whose generator takes seconds."""
    if stale := export.stale(root):
        raise SoukError(f"contracts/{stale[0]} isn't what the code says", "it is generated")


@pytest.fixture(scope="session")
def fresh() -> None:
    """For tests about contracts that are what the code says: that these are is a test of its own."""
    if export.stale(ROOT):
        pytest.skip("contracts/ isn't what the code says: run `make sdk`")


class Checkout:
    """What a developer may do to contracts, and what the gate says then."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def edit(self, path: str, change: Callable[[Any], object]) -> None:
        """Change a contract, below `contracts/`."""
        file = self.root / "contracts" / path
        contract = json.loads(file.read_text())
        change(contract)
        file.write_text(json.dumps(contract, indent=2, ensure_ascii=False) + "\n")

    def check(self, ref: str | None = None, today: date = TODAY, fresh: bool = False) -> Verdict:
        """The gate's verdict; `fresh` if the contracts must be what the code says."""
        return check(self.root, today, ref, refuse_stale_contracts if fresh else lambda root: None)

    def git(self, *arguments: str) -> None:
        """Run git in it."""
        who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
        subprocess.run(["git", "-C", str(self.root), *who, *arguments], check=True, capture_output=True)

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
    ours = Path(tmp_path / "checkout")
    for kind in ("openapi", "events", "gateway"):
        shutil.copytree(ROOT / "contracts" / kind, ours / "contracts" / kind)
    for kind in ("openapi", "events"):
        shutil.copytree(ROOT / "contracts" / kind, ours / "contracts/released" / kind)
    first = Release("0.1.0", date(2026, 11, 24), ())
    (ours / "contracts/released/releases.json").write_text(releases.render([first]))
    shutil.copyfile(ROOT / "contracts/asyncapi.json", ours / "contracts/asyncapi.json")
    for name in ("services", "template.yaml"):
        (ours / name).symlink_to(ROOT / name)
    return Checkout(ours)
