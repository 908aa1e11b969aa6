"""The TypeScript SDK from the contracts: `sdk/typescript/src/generated`, which nobody edits."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from souk.base.errors import SoukError
from souk.generate.typescript.client import client
from souk.generate.typescript.contract import Contract
from souk.generate.typescript.index import apis, known, problems

GENERATED = Path("sdk/typescript/src/generated")
OPENAPI_TYPESCRIPT = Path("node_modules/openapi-typescript")
TYPES = Path(__file__).with_name("types.mjs")


def write(root: Path, wanted: dict[str, str] | None = None) -> list[str]:
    """Write what follows from the contracts, remove what no longer does; returns the names that changed."""
    folder, wanted = root / GENERATED, wanted or render(root)
    changed = stale(root, wanted)
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        if name in wanted:
            (folder / name).write_text(wanted[name])
        else:
            (folder / name).unlink()
    return changed


def stale(root: Path, wanted: dict[str, str] | None = None) -> list[str]:
    """The generated files that differ from what the contracts say: missing, changed or left over."""
    wanted = wanted or render(root)
    present = {path.name: path.read_text() for path in (root / GENERATED).glob("*.ts")}
    return sorted(name for name in {*present, *wanted} if present.get(name) != wanted.get(name))


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
        "known.ts": known(contracts),
    }


def _types(root: Path, contract: Path) -> str:
    """What openapi-typescript makes of a contract."""
    if not (root / OPENAPI_TYPESCRIPT).exists():
        raise SoukError("openapi-typescript is not installed in this checkout", "run `make setup`")
    node = Path(sys.executable).with_name("node")
    done = subprocess.run([str(node), str(TYPES), str(contract)], capture_output=True, text=True)
    if done.returncode:
        raise SoukError(f"no TypeScript could be made of {contract.name}", done.stderr.strip())
    return done.stdout
