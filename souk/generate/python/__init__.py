"""The Python SDK from the contracts: a module per API and major version, and an index of them; nobody edits either."""

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
INDEX = ("apis.py", "problems.py", "operations.json")


def write(root: Path) -> None:
    """Generate everything anew below `sdk/souk_sdk`; modules without a contract go."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = generate(root, Path(folder))
        for old in (root / PACKAGE).glob("*_v*"):
            shutil.rmtree(old)
        for made in fresh:
            copy = shutil.copytree if made.is_dir() else shutil.copyfile
            copy(made, root / PACKAGE / made.name)


def stale(root: Path) -> list[str]:
    """The modules and files that differ from what the contracts say."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = {made.name: made for made in generate(root, Path(folder))}
        found = [*(root / PACKAGE).glob("*_v*"), *(path for name in INDEX if (path := root / PACKAGE / name).exists())]
        present = {made.name: made for made in found}
        same = {name for name in fresh.keys() & present.keys() if _same(fresh[name], present[name])}
        return sorted((fresh.keys() | present.keys()) - same)


def generate(root: Path, target: Path) -> list[Path]:
    """Everything that follows from the contracts, below `target`."""
    contracts = sorted((root / "contracts/openapi").glob("*.json"))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        modules = list(pool.map(lambda contract: _module(root, contract, Path(folder), target), contracts))
    return [*modules, *_index(root, contracts, target)]


def _templates(root: Path, folder: Path, open_enums: list[str]) -> Path:
    """Our templates, and in `original/` the generator's own, so that ours can build on them instead of copying them."""
    shutil.copytree(root / "sdk/templates", folder, dirs_exist_ok=True)
    generator = importlib.util.find_spec("openapi_python_client")
    if generator is None or not generator.submodule_search_locations:
        raise SoukError("openapi-python-client is not installed", "run `make setup`")
    shutil.copytree(Path(generator.submodule_search_locations[0]) / "templates", folder / "original")
    (folder / "open_enums.jinja").write_text(f"{{% set open_enums = {open_enums} %}}")
    return folder


def _with_enums(contract: Path, folder: Path) -> tuple[Path, list[str]]:
    """The contract as the generator can read it, which knows closed enums alone, and the names of the open ones."""
    read = json.loads(contract.read_text())
    found = {name: schema for name, schema in read["components"]["schemas"].items() if OPEN in schema}
    for name, schema in found.items():
        schema |= {"title": name, "enum": schema.pop(OPEN)}
    (folder / contract.name).write_text(json.dumps(read))
    return folder / contract.name, list(found)


def _module(root: Path, contract: Path, folder: Path, target: Path) -> Path:
    """Run openapi-python-client, with the templates that add what it lacks."""
    readable, open_enums = _with_enums(contract, folder)
    templates = _templates(root, folder / contract.stem, open_enums)
    module = target / contract.stem.replace(".", "_")
    command = [
        *(str(TOOLS / "openapi-python-client"), "generate"),
        *("--path", str(readable), "--output-path", str(module), "--meta", "none"),
        *("--config", str(root / "sdk/generator.yaml"), "--fail-on-warning"),
        *("--custom-template-path", str(templates)),
    ]
    # The generator formats what it wrote with the ruff it finds on the path: ours, so that the result is the same.
    environ = {**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise SoukError(f"No client could be generated from {contract.name}.", done.stdout + done.stderr)
    shutil.rmtree(module / ".ruff_cache", ignore_errors=True)
    return module


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
    done = subprocess.run([str(TOOLS / "ruff"), *step, *options], input=source, capture_output=True, text=True)
    if done.returncode:
        raise SoukError(f"No {name} could be made of the contracts.", done.stderr)
    return done.stdout


def _same(left: Path, right: Path) -> bool:
    if left.is_file():
        return left.read_bytes() == right.read_bytes()
    files = {str(path.relative_to(folder)) for folder in (left, right) for path in folder.rglob("*.py")}
    _, differ, missing = filecmp.cmpfiles(left, right, files, shallow=False)
    return not (differ or missing)
