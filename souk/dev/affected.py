"""The functions that a changed file affects. Paths are those in the zip: `orders/v2/router.py`."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from pathlib import PurePosixPath

from souk.cloud.functions import Function
from souk.dev.sources import Code
from zip_contents import CONTRACTS

VERSION = re.compile(r"v(\d+)")


def affected_functions(name: str, service: str, functions: Collection[Function], code: Code) -> list[Function]:
    """The functions of a service that run a file of its zip.

    A handler belongs to its function, a version's module to the APIs that import it, a contract to the documentation.
    All functions run any other file: an overlooked import would be a change without effect.
    """
    candidates = [function for function in functions if function.service == service]
    path = PurePosixPath(name)
    if name.startswith(f"{CONTRACTS}/"):
        return [function for function in candidates if function.kind == "docs"]
    if path.match(f"{service}/handlers/*.py") and path.stem != "__init__":
        return [function for function in candidates if function.handler.startswith(f"{service}.handlers.{path.stem}.")]
    if path.match(f"{service}/v*/*.py") and VERSION.fullmatch(path.parent.name) and path.stem != "__init__":
        return [
            function
            for function in candidates
            if function.is_http and name in _import_closure(f"{service}/v{function.api_version}/router.py", code)
        ]
    return candidates


def _import_closure(start: str, code: Code) -> set[str]:
    """The files that a file imports, directly or not, including itself."""
    closure, queue = set(), [start]
    while queue:
        name = queue.pop()
        if name in code and name not in closure:
            closure.add(name)
            queue += _imports(code[name])
    return closure


def _imports(source: bytes) -> list[str]:
    modules = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
    return [module.replace(".", "/") + ".py" for module in modules]
