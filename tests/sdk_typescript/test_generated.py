"""The generated half of the TypeScript SDK follows from the contracts, and from nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from souk import sdk_typescript
from souk.errors import SoukError
from souk.sdk_typescript.client import client
from souk.sdk_typescript.contract import Contract
from tests.cloud import SOUK
from tests.sdk_typescript.node import MODULES, ROOT

CONTRACTS = sorted((ROOT / "contracts/openapi").glob("*.json"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The contracts and the TypeScript SDK alone."""
    shutil.copytree(ROOT / "contracts/openapi", tmp_path / "contracts/openapi")
    shutil.copytree(ROOT / sdk_typescript.GENERATED, tmp_path / sdk_typescript.GENERATED)
    (tmp_path / "node_modules").symlink_to(MODULES)
    return tmp_path


@pytest.mark.slow
def test_it_is_fresh():
    assert sdk_typescript.stale(ROOT) == [], "run `make sdk` and commit what it changed"


@pytest.mark.slow
def test_made_again_it_is_the_same_byte_for_byte(checkout: Path):
    folder = checkout / sdk_typescript.GENERATED
    committed = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)

    sdk_typescript.write(checkout)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == committed


@pytest.mark.slow
def test_what_was_edited_forgotten_or_left_over_is_noticed_and_made_good(checkout: Path):
    folder = checkout / sdk_typescript.GENERATED
    (folder / "orders.v2.client.ts").write_text("export {};\n")
    (folder / "orders.v0.ts").touch()
    (folder / "apis.ts").unlink()
    wrong = ["apis.ts", "orders.v0.ts", "orders.v2.client.ts"]

    assert sdk_typescript.stale(checkout) == wrong
    assert sdk_typescript.write(checkout) == wrong
    assert sdk_typescript.stale(checkout) == []


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_every_operation_is_a_method_that_knows_how_safe_it_is(path: Path):
    contract = Contract.read(path)

    made = client(contract)

    for operation in contract.operations():
        creates = "Idempotency-Key" in json.dumps(operation.content.get("parameters", []))
        facts = {"operation": operation.name, "secured": bool(operation.content.get("security"))}
        facts["repeatable"] = operation.method == "get" or creates
        assert ", ".join(f"{name}: {json.dumps(value)}" for name, value in facts.items()) in made
        assert ("Idempotency-Key" in made.split(f"  {operation.name}(")[1].split("\n  }")[0]) == creates


def test_without_node_modules_it_says_what_to_do(checkout: Path):
    (checkout / "node_modules").unlink()

    with pytest.raises(SoukError) as error:
        sdk_typescript.stale(checkout)

    assert error.value.hint == "run `make setup`"


@pytest.mark.slow
def test_a_contract_with_a_broken_reference_is_named(checkout: Path):
    contract = checkout / "contracts/openapi/orders.v2.json"
    contract.write_text(contract.read_text().replace("schemas/WantedLine", "schemas/Nowhere"))

    with pytest.raises(SoukError, match=r"orders\.v2\.json"):
        sdk_typescript.render(checkout)


def souk(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SOUK, *arguments], env={**os.environ}, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
def test_souk_sdk_check_says_that_all_is_fresh():
    done = souk("sdk", "--check")

    assert (done.returncode, done.stdout + done.stderr) == (0, "")
