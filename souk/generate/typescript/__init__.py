"""Generation of the TypeScript SDK: `sdk/typescript/src/generated`."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from souk.base.errors import SoukError
from souk.generate.typescript.client import client
from souk.generate.typescript.contract import Contract
from souk.generate.typescript.index import apis, open_enums, problems

GENERATED = Path("sdk/typescript/src/generated")
OPENAPI_TYPESCRIPT = Path("node_modules/openapi-typescript")
TYPES = Path(__file__).with_name("types.mjs")


def write(root: Path, rendered: dict[str, str] | None = None) -> list[str]:
    """Write every generated file and remove obsolete ones; returns the names that changed."""
    folder, rendered = root / GENERATED, rendered or render(root)
    changed = stale(root, rendered)
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        if name in rendered:
            (folder / name).write_text(rendered[name])
        else:
            (folder / name).unlink()
    return changed


def stale(root: Path, rendered: dict[str, str] | None = None) -> list[str]:
    """The generated files that don't match the contracts: missing, changed or obsolete."""
    rendered = rendered or render(root)
    present = {path.name: path.read_text() for path in (root / GENERATED).glob("*.ts")}
    return sorted(name for name in {*present, *rendered} if present.get(name) != rendered.get(name))


def render(root: Path) -> dict[str, str]:
    """Every generated file, by its name."""
    paths = sorted((root / "contracts/openapi").glob("*.json"))
    contracts = [Contract.read(path) for path in paths]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        types = list(pool.map(lambda path: _types(root, path), paths))
    return {
        **{f"{path.stem}.ts": text for path, text in zip(paths, types, strict=True)},
        **{f"{contract.key}.client.ts": client(contract) for contract in contracts},
        "problems.ts": problems(contracts),
        "apis.ts": apis(contracts),
        "known.ts": open_enums(contracts),
    }


def _types(root: Path, contract: Path) -> str:
    """The types of a contract, by openapi-typescript."""
    if not (root / OPENAPI_TYPESCRIPT).exists():
        raise SoukError("openapi-typescript is not installed in this checkout", "run `make setup`")
    node = Path(sys.executable).with_name("node")
    result = subprocess.run([str(node), str(TYPES), str(contract)], capture_output=True, text=True)
    if result.returncode:
        raise SoukError(f"no TypeScript can be generated from {contract.name}", result.stderr.strip())
    return result.stdout
