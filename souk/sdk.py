"""The Python SDK from the contracts: one generated module per API and major version, which nobody edits."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from souk.errors import SoukError

PACKAGE = Path("sdk/souk_sdk")


def write(root: Path) -> None:
    """Generate every module anew below `sdk/souk_sdk`; those without a contract go."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = generate(root, Path(folder))
        for old in (root / PACKAGE).glob("*_v*"):
            shutil.rmtree(old)
        for module in fresh:
            shutil.copytree(module, root / PACKAGE / module.name)


def stale(root: Path) -> list[str]:
    """The modules that differ from what the contracts say."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = {module.name: module for module in generate(root, Path(folder))}
        present = {module.name: module for module in (root / PACKAGE).glob("*_v*")}
        same = {name for name in fresh.keys() & present.keys() if _same(fresh[name], present[name])}
        return sorted((fresh.keys() | present.keys()) - same)


def generate(root: Path, target: Path) -> list[Path]:
    """Run openapi-python-client for each contract; returns the modules' folders below `target`."""
    tools = Path(sys.executable).parent
    # The generator formats what it wrote with the ruff it finds on the path: ours, so that the result is the same.
    environ = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"}
    modules = []
    for contract in sorted((root / "contracts/openapi").glob("*.json")):
        name, version = contract.stem.split(".")
        module = target / f"{name}_{version}"
        command = [
            *(str(tools / "openapi-python-client"), "generate"),
            *("--path", str(contract), "--output-path", str(module), "--meta", "none"),
            *("--config", str(root / "sdk/generator.yaml"), "--fail-on-warning"),
        ]
        done = subprocess.run(command, env=environ, capture_output=True, text=True)
        if done.returncode:
            raise SoukError(f"No client could be generated from {contract.name}.", done.stdout + done.stderr)
        shutil.rmtree(module / ".ruff_cache", ignore_errors=True)
        modules.append(module)
    return modules


def _same(left: Path, right: Path) -> bool:
    files = {str(path.relative_to(folder)) for folder in (left, right) for path in folder.rglob("*.py")}
    _, differ, missing = filecmp.cmpfiles(left, right, files, shallow=False)
    return not (differ or missing)
