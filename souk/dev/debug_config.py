"""The functions to debug, their ports, and the files that a debugged function needs."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from souk.base.errors import SoukError
from souk.cloud.functions import Function
from souk.dev import debug_agent
from souk.dev.sources import Code
from souk.local import ports

HOST = debug_agent.HOST
FIRST_PORT = 5678
"""debugpy's default."""
PACKAGE = "souk_debugger"
HANDLER = f"{PACKAGE}.handler"
TIMEOUT = 900
"""Lambda's maximum in seconds, so that a debugging session isn't killed."""


def parse_options(options: Sequence[str], functions: Collection[Function]) -> dict[str, int]:
    """The port of each function to debug, from `orders-http`, `orders-http:5690` or `orders-http:auto`."""
    names = {function.short_name for function in functions}
    debugged: dict[str, int] = {}
    for index, option in enumerate(options):
        name, _, text = option.partition(":")
        if name not in names:
            raise SoukError(f"there is no function `{name}` to debug", f"there are {', '.join(sorted(names))}")
        port = ports.parse(text)
        debugged[name] = FIRST_PORT + index if port is None else port or ports.free()
    if len({*debugged.values()}) < len(debugged):
        raise SoukError("two functions can't be debugged on one port", "give each its own, like `orders-http:5690`")
    return debugged


def check_ports(debugged: dict[str, int], refuse_taken: Callable[[int], None] = ports.refuse_taken) -> None:
    """Refuse ports that are in use, before a function fails to start."""
    for name, port in debugged.items():
        try:
            refuse_taken(port)
        except SoukError as taken:
            raise SoukError(taken.message, f"stop it, or choose another port: `--debug {name}:{port + 100}`") from taken


def add_agent(code: Code, function: Function, port: int, root: Path) -> dict[str, bytes]:
    """The code with the debug agent and its settings."""
    spec = importlib.util.find_spec("debugpy")
    if spec is None or spec.origin is None:
        raise SoukError("debugpy is not installed in this checkout", "run `make setup`")
    package = function.handler.partition(".")[0]
    settings = {
        "handler": function.handler,
        "port": port,
        "debugpy": str(Path(spec.origin).parent),
        "folders": {
            "chassis": str(root / "services/chassis"),
            package: str(root / "services" / package),
            "souk_sdk": str(root / "sdk/souk_sdk"),
        },
    }
    return {
        **code,
        f"{PACKAGE}/__init__.py": Path(debug_agent.__file__).read_bytes(),
        f"{PACKAGE}/settings.json": json.dumps(settings).encode(),
    }
