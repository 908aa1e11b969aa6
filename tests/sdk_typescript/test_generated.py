"""The generated files of the TypeScript SDK match the contracts."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from souk.base.errors import SoukError
from souk.generate import typescript
from souk.generate.typescript.client import client
from souk.generate.typescript.contract import Contract
from tests.sdk_typescript.node import MODULES, ROOT

CONTRACTS = sorted((ROOT / "contracts/openapi").glob("*.json"))


@pytest.fixture(scope="module")
def rendered() -> dict[str, str]:
    """Every generated file, by its name."""
    return typescript.render(ROOT)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The contracts and the TypeScript SDK alone."""
    shutil.copytree(ROOT / "contracts/openapi", tmp_path / "contracts/openapi")
    shutil.copytree(ROOT / typescript.GENERATED, tmp_path / typescript.GENERATED)
    (tmp_path / "node_modules").symlink_to(MODULES)
    return tmp_path


@pytest.mark.slow
@pytest.mark.xdist_group("typescript-generated")
def test_the_committed_files_are_the_generated_ones_byte_for_byte(rendered: dict[str, str]):
    committed = {path.name: path.read_bytes() for path in (ROOT / typescript.GENERATED).iterdir()}

    assert {name: text.encode() for name, text in rendered.items()} == committed, (
        "run `make sdk`, commit what it changed"
    )


@pytest.mark.slow
@pytest.mark.xdist_group("typescript-generated")
def test_edited_missing_and_obsolete_files_are_noticed_and_repaired(checkout: Path, rendered: dict[str, str]):
    folder = checkout / typescript.GENERATED
    (folder / "orders.v2.client.ts").write_text("export {};\n")
    (folder / "orders.v0.ts").touch()
    (folder / "apis.ts").unlink()
    stale = ["apis.ts", "orders.v0.ts", "orders.v2.client.ts"]

    assert typescript.stale(checkout, rendered) == stale
    assert typescript.write(checkout, rendered) == stale
    assert typescript.stale(checkout, rendered) == []


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_every_operation_is_a_method_that_knows_whether_it_is_repeatable(path: Path):
    contract = Contract.read(path)

    source = client(contract)

    for operation in contract.operations():
        creates = "Idempotency-Key" in json.dumps(operation.content.get("parameters", []))
        facts = {"operation": operation.name, "secured": bool(operation.content.get("security"))}
        facts["repeatable"] = operation.method == "get" or creates
        assert ", ".join(f"{name}: {json.dumps(value)}" for name, value in facts.items()) in source
        assert ("Idempotency-Key" in source.split(f"  {operation.name}(")[1].split("\n  }")[0]) == creates


def test_without_node_modules_the_error_has_a_hint(checkout: Path):
    (checkout / "node_modules").unlink()

    with pytest.raises(SoukError) as error:
        typescript.stale(checkout)

    assert error.value.hint == "run `make setup`"


@pytest.mark.slow
def test_a_contract_with_a_broken_reference_is_named(checkout: Path):
    for contract in (checkout / "contracts/openapi").glob("*.json"):
        if contract.stem != "orders.v2":
            contract.unlink()
        else:
            contract.write_text(contract.read_text().replace("schemas/WantedLine", "schemas/Nowhere"))

    with pytest.raises(SoukError, match=r"orders\.v2\.json"):
        typescript.render(checkout)


@pytest.mark.slow
def test_a_stale_sdk_fails_the_check_with_its_name_and_what_to_do(checkout: Path):
    for part in ("souk", "sdk", "services"):
        shutil.copytree(ROOT / part, checkout / part, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
    shutil.copy(ROOT / "pyproject.toml", checkout)  # ruff's settings for the generated Python
    with (checkout / typescript.GENERATED / "apis.ts").open("a") as file:
        file.write("// by hand\n")

    # Of the copy: the working directory precedes installed packages.
    command = [sys.executable, "-c", "from souk.commands.cli import main; main()", "sdk", "--check"]
    result = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=300)

    assert (result.returncode, result.stdout) == (1, "")
    lines = ["souk: sdk: 1 stale", "typescript/apis.ts", "run `make sdk`"]
    assert [line.strip() for line in result.stderr.splitlines() if line.strip()] == lines
