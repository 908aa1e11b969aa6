"""Which functions a debugger may enter, on which port, and what is shipped for that."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from souk.base.errors import SoukError
from souk.cloud.deployed_function import Function
from souk.dev import debug_agent
from souk.dev.sources import Code
from souk.local import ports

HOST = debug_agent.HOST
FIRST_PORT = 5678
"""debugpy's own choice."""
PACKAGE = "souk_debugger"
HANDLER = f"{PACKAGE}.handler"
TIMEOUT = 900
"""Seconds, the most that Lambda knows: whoever looks around must not be thrown out."""


def chosen(wanted: Sequence[str], functions: Collection[Function]) -> dict[str, int]:
    """The port of each function that was asked for: `orders-http`, `orders-http:5690`, or `orders-http:auto`."""
    known = {function.name for function in functions}
    found: dict[str, int] = {}
    for place, text in enumerate(wanted):
        name, _, port = text.partition(":")
        if name not in known:
            raise SoukError(f"there is no function `{name}` to debug", f"there are {', '.join(sorted(known))}")
        asked = ports.parse(port)
        found[name] = FIRST_PORT + place if asked is None else asked or ports.free()
    if len({*found.values()}) < len(found):
        raise SoukError("two functions can't be debugged on one port", "give each its own, like `orders-http:5690`")
    return found


def refuse_taken(chosen: dict[str, int], refuse: Callable[[int], None] = ports.refuse_taken) -> None:
    """Say it before a function fails to start."""
    for name, port in chosen.items():
        try:
            refuse(port)
        except SoukError as taken:
            raise SoukError(taken.message, f"stop it, or choose another port: `--debug {name}:{port + 100}`") from taken


def wrapped(code: Code, function: Function, port: int, root: Path) -> dict[str, bytes]:
    """The code with what lets a debugger in."""
    found = importlib.util.find_spec("debugpy")
    if found is None or found.origin is None:
        raise SoukError("debugpy is not installed in this checkout", "run `make setup`")
    settings = {
        "handler": function.handler,
        "port": port,
        "debugpy": str(Path(found.origin).parent),
        "folders": {
            "chassis": str(root / "services/chassis"),
            function.service: str(root / "services" / function.service),
            "souk_sdk": str(root / "sdk/souk_sdk"),
        },
    }
    return {
        **code,
        f"{PACKAGE}/__init__.py": Path(debug_agent.__file__).read_bytes(),
        f"{PACKAGE}/settings.json": json.dumps(settings).encode(),
    }
