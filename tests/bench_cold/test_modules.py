"""A function imports no package that only functions of other kinds need. Each is imported from source, in a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
from typing import Any

import pytest

from souk.base.paths import REGION
from tests.bench_cold.limits import FROM_SOURCE, extra_packages
from tests.template.reading import FUNCTIONS, RESOURCES, ROOT, TEMPLATE, placeholders

PATH = [str(ROOT / "services"), str(ROOT / "sdk"), sysconfig.get_path("purelib")]
IMPORT = (
    "import sys, json, importlib; sys.path[:0] = {}; importlib.import_module({!r}); print(json.dumps([*sys.modules]))"
)
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
TO_CALL = {"anyio", "httpx"}
SHARED = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]


def modules_of(handler: str, variables: dict[str, Any]) -> list[str]:
    """The modules that are loaded once a handler's module is imported; its settings are placeholders."""
    texts = {name: value if isinstance(value, str) else f"https://{name}.example" for name, value in variables.items()}
    environment = {**texts, "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION, "AWS_LAMBDA_FUNCTION_NAME": "souk"}
    command = [sys.executable, "-S", "-c", IMPORT.format(PATH, handler.rpartition(".")[0])]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, cwd=os.sep)
    assert result.returncode == 0, result.stderr
    modules: list[str] = json.loads(result.stdout)
    return modules


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_a_function_imports_only_packages_of_its_kind(function: str) -> None:
    handler = FUNCTIONS[function]["Handler"]
    modules = modules_of(handler, {**SHARED, "LOG_LEVEL": "INFO", **placeholders(function)})

    allowed = FROM_SOURCE | (TO_CALL if calls_services(handler) else set()) | keys_of(handler)
    assert extra_packages(RESOURCES[function]["Metadata"]["Kind"], modules) <= allowed


def keys_of(handler: str) -> set[str]:
    """The package with which a worker makes keys, if its own group has it; an API loads it for its first signature."""
    service, _, kind = handler.split(".")[:3]
    return {"cryptography"} & {*GROUPS.get(f"{service}-{kind}", [])} if kind != "http" else set()


def calls_services(handler: str) -> bool:
    """Whether a worker ships the HTTP client, because it calls the API of another service."""
    service, _, kind = handler.split(".")[:3]
    return kind != "http" and "httpx" in GROUPS.get(f"{service}-{kind}", [])
