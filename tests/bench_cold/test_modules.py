"""A function imports no package that only functions of other kinds need. Each is imported from source, in a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from typing import Any

import pytest

from souk.base.paths import REGION
from tests.bench_cold.limits import FROM_SOURCE, extra_packages
from tests.template.reading import FUNCTIONS, RESOURCES, ROOT, TEMPLATE

PATH = [str(ROOT / "services"), str(ROOT / "sdk"), sysconfig.get_path("purelib")]
IMPORT = (
    "import sys, json, importlib; sys.path[:0] = {}; importlib.import_module({!r}); print(json.dumps([*sys.modules]))"
)
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
    properties = FUNCTIONS[function]
    variables = {**SHARED, "LOG_LEVEL": "INFO", **properties.get("Environment", {}).get("Variables", {})}
    modules = modules_of(properties["Handler"], variables)

    assert extra_packages(RESOURCES[function]["Metadata"]["Kind"], modules) <= FROM_SOURCE
