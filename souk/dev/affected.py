"""Which functions run a file. A file is named by its place in the zip: `orders/v2/router.py`."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from pathlib import PurePosixPath

from souk.cloud.deployed_function import Function
from souk.dev.sources import Code

VERSION = re.compile(r"v(\d+)")


def owners(place: str, service: str, functions: Collection[Function], code: Code) -> list[Function]:
    """The functions of a service that run a file of its zip.

    A handler's file is run by its own function, a version's by the APIs that import it. All else is taken to be run by
    all: an import that was overlooked would be a change that doesn't show.
    """
    own = [function for function in functions if function.service == service]
    path = PurePosixPath(place)
    if path.match(f"{service}/handlers/*.py") and path.stem != "__init__":
        return [function for function in own if function.handler.startswith(f"{service}.handlers.{path.stem}.")]
    if path.match(f"{service}/v*/*.py") and VERSION.fullmatch(path.parent.name) and path.stem != "__init__":
        return [
            one for one in own if one.is_http and place in _reached(f"{service}/v{one.api_version}/router.py", code)
        ]
    return own


def _reached(start: str, code: Code) -> set[str]:
    """What a file imports, and what that imports, of what is in the code."""
    found, waiting = set(), [start]
    while waiting:
        place = waiting.pop()
        if place in code and place not in found:
            found.add(place)
            waiting += _imports(code[place])
    return found


def _imports(source: bytes) -> list[str]:
    modules = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
        elif isinstance(node, ast.Import):
            modules += [name.name for name in node.names]
    return [module.replace(".", "/") + ".py" for module in modules]
