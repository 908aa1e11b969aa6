"""Generation of the Python SDK: a module per API and major version, and an index of them."""

from __future__ import annotations

import filecmp
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from chassis.web.open_enums import OPEN
from souk.base.errors import SoukError
from souk.generate.python import index

PACKAGE = Path("sdk/souk_sdk")
TOOLS = Path(sys.executable).parent
BATCH = Path(__file__).with_name("batch.py")
PROCESSES = os.cpu_count() or 1
INDEX = ("apis.py", "problems.py", "operations.json")


def write(root: Path) -> None:
    """Generate all modules below `sdk/souk_sdk`, and remove those without a contract."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = generate(root, Path(folder))
        for old in (root / PACKAGE).glob("*_v*"):
            shutil.rmtree(old)
        for path in fresh:
            copy = shutil.copytree if path.is_dir() else shutil.copyfile
            copy(path, root / PACKAGE / path.name)


def stale(root: Path) -> list[str]:
    """The modules and files that don't match the contracts."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = {path.name: path for path in generate(root, Path(folder))}
        paths = [*(root / PACKAGE).glob("*_v*"), *(path for name in INDEX if (path := root / PACKAGE / name).exists())]
        present = {path.name: path for path in paths}
        same = {name for name in fresh.keys() & present.keys() if _same(fresh[name], present[name])}
        return sorted((fresh.keys() | present.keys()) - same)


def generate(root: Path, target: Path) -> list[Path]:
    """Generate all modules and the index below `target`."""
    contracts = sorted((root / "contracts/openapi").glob("*.json"))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(PROCESSES) as pool:
        batches = [contracts[first::PROCESSES] for first in range(PROCESSES)]
        list(pool.map(lambda batch: _modules(root, batch, Path(folder), target), batches))
    return [*(_module(target, contract) for contract in contracts), *_index(root, contracts, target)]


def _templates(root: Path, folder: Path, open_enums: list[str]) -> Path:
    """Our templates, and in `original/` the generator's, which ours extend."""
    shutil.copytree(root / "sdk/templates", folder, dirs_exist_ok=True)
    generator = importlib.util.find_spec("openapi_python_client")
    if generator is None or not generator.submodule_search_locations:
        raise SoukError("openapi-python-client is not installed", "run `make setup`")
    shutil.copytree(Path(generator.submodule_search_locations[0]) / "templates", folder / "original")
    (folder / "open_enums.jinja").write_text(f"{{% set open_enums = {open_enums} %}}")
    return folder


def _with_enums(contract: Path, folder: Path) -> tuple[Path, list[str]]:
    """The contract for the generator, which supports closed enums only, and the names of the open ones."""
    document = json.loads(contract.read_text())
    schemas = document["components"]["schemas"]
    open_enums = {name: schema for name, schema in schemas.items() if OPEN in schema}
    for name, schema in open_enums.items():
        schema |= {"title": name, "enum": schema.pop(OPEN)}
    (folder / contract.name).write_text(json.dumps(document))
    return folder / contract.name, list(open_enums)


def _module(target: Path, contract: Path) -> Path:
    return target / contract.stem.replace(".", "_")


def _modules(root: Path, contracts: list[Path], folder: Path, target: Path) -> None:
    """Run openapi-python-client with our templates."""
    arguments = {contract.name: _arguments(root, contract, folder, target) for contract in contracts}
    # The generator formats its output with the ruff on the path: ours, so that the result is reproducible.
    environ = {**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [sys.executable, str(BATCH)]
    result = subprocess.run(command, env=environ, input=json.dumps(arguments), capture_output=True, text=True)
    if result.returncode:
        *reasons, failure = result.stderr.splitlines() or [f"{BATCH.name} ended with {result.returncode}"]
        raise SoukError(failure, "\n".join([result.stdout, *reasons]))
    for contract in contracts:
        shutil.rmtree(_module(target, contract) / ".ruff_cache", ignore_errors=True)


def _arguments(root: Path, contract: Path, folder: Path, target: Path) -> list[str]:
    """The generator's arguments for one contract."""
    readable, open_enums = _with_enums(contract, folder)
    templates = _templates(root, folder / contract.stem, open_enums)
    return [
        *("generate", "--path", str(readable), "--output-path", str(_module(target, contract)), "--meta", "none"),
        *("--config", str(root / "sdk/generator.yaml"), "--fail-on-warning"),
        *("--custom-template-path", str(templates)),
    ]


def _index(root: Path, contracts: list[Path], target: Path) -> list[Path]:
    """The files over all contracts, Python formatted like our own code."""
    files = []
    for name, source in index.render(root, contracts).items():
        for step in (("check", "--select", "I", "--fix-only"), ("format",)) if name.endswith(".py") else ():
            source = _ruff(root, name, source, *step)
        (target / name).write_text(source)
        files.append(target / name)
    return files


def _ruff(root: Path, name: str, source: str, *step: str) -> str:
    options = ["--quiet", "--config", str(root / "pyproject.toml"), "--stdin-filename", name, "-"]
    result = subprocess.run([str(TOOLS / "ruff"), *step, *options], input=source, capture_output=True, text=True)
    if result.returncode:
        raise SoukError(f"{name} can't be generated from the contracts", result.stderr)
    return result.stdout


def _same(left: Path, right: Path) -> bool:
    if left.is_file():
        return left.read_bytes() == right.read_bytes()
    files = {str(path.relative_to(folder)) for folder in (left, right) for path in folder.rglob("*.py")}
    _, differ, missing = filecmp.cmpfiles(left, right, files, shallow=False)
    return not (differ or missing)
