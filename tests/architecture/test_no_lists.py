"""Nothing in `souk/` or in what services share lists services or applications: their folders say what they need."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import manifest
from souk.deploy import applications

ROOT = Path(__file__).resolve().parents[2]
NAMES = {*manifest.names(), *(each.name for each in applications.find(ROOT))} - {"content"}
"""Without the one that is also a word: of bodies, of files, of headers."""
NAMED = re.compile(rf"(?:services/|tests/|souk-\w+-)?(?:{'|'.join(sorted(NAMES))})(?:[./_-].*)?")
"""A service, its package, an API, a path, a function ..."""
SHARED = [
    path
    for folder in ("souk", "services/chassis", "services/stand_ins")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "skeleton" not in path.parts
] + sorted((ROOT / "services").glob("*.py"))
EXPECTED = {"souk/commands/demo.py"}
"""The demonstration follows an order of the core's shop."""


def naming(text: str) -> Iterator[str]:
    """The constants and imports of a module that name a service; docstrings may, as examples."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""  # a docstring
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and NAMED.fullmatch(node.value):
            yield node.value
        elif isinstance(node, ast.ImportFrom) and NAMED.fullmatch(node.module or ""):
            yield str(node.module)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if NAMED.fullmatch(alias.name))


def test_no_module_that_services_share_names_one() -> None:
    named = {str(path.relative_to(ROOT)): [*naming(path.read_text())] for path in SHARED}

    assert len(SHARED) > 200
    assert {path: names for path, names in named.items() if names and path not in EXPECTED} == {}


@pytest.mark.parametrize("path", ["services/Makefile", "services/stand_ins.toml"])
def test_no_file_of_the_build_names_one(path: str) -> None:
    assert NAMES & {*re.findall(r"[\w-]+", (ROOT / path).read_text())} == set()


def test_each_way_to_name_a_service_is_found() -> None:
    lines = [
        '"""orders is an example."""',
        "from orders.store import X",
        "import users",
        "A = ['users.v1', 'souk-dev-users']",
    ]

    assert sorted(naming("\n".join(lines))) == ["orders.store", "souk-dev-users", "users", "users.v1"]
