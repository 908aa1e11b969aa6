"""Runs inside a debugged function: listens for a debugger, then delegates to the function's handler.

`souk dev --debug` ships it as the package `souk_debugger`, with `settings.json` beside it. No other zip contains it.
"""

import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

HOST = "127.0.0.1"
WARMUP = {"souk_debugger": "start"}
"""An event that starts the function without calling its handler."""


class CheckoutLoader(SourceFileLoader):
    """Loads a shipped module under the file name that it has in the checkout.

    So a breakpoint there stops here. A path mapping would do the same, but editors override it with their own.
    """

    def __init__(self, name: str, path: str, checkout_path: str) -> None:
        super().__init__(name, path)
        self._checkout_path = checkout_path

    def get_code(self, fullname: str) -> CodeType:
        """Compile the source: shipped byte code carries the other file name."""
        return compile(self.get_data(self.path), self._checkout_path, "exec", dont_inherit=True)


class CheckoutFinder:
    """Finds the service's own modules on the path, for `CheckoutLoader`."""

    def __init__(self, code: Path, folders: Mapping[str, str]) -> None:
        """`folders` maps a package to its folder in the checkout."""
        self._code, self._folders = code, folders

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a module in one of the packages; None for all others."""
        package = name.partition(".")[0]
        if package not in self._folders:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            file = Path(spec.loader.path).relative_to(self._code / package)
            spec.loader = CheckoutLoader(name, spec.loader.path, str(Path(self._folders[package]) / file))
        return spec


def listen(settings: Mapping[str, Any]) -> None:
    """Listen for a debugger. A second process of the function finds the port in use, and runs without one."""
    # Suppresses a warning about frozen standard modules, where nobody sets a breakpoint.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    debugpy = _debugpy(Path(settings["debugpy"]))
    debugpy.configure(subProcess=False)
    try:
        debugpy.listen((HOST, settings["port"]))
    except RuntimeError:
        sys.stderr.write(f"not debugged: another process of this function uses port {settings['port']}\n")


def wrap_handler(path: str) -> Callable[[Any, Any], Any]:
    """The function's handler, which ignores the warm-up event."""
    module, _, name = path.rpartition(".")
    wrapped: Callable[[Any, Any], Any] = getattr(importlib.import_module(module), name)

    def handler(event: Any, context: Any) -> Any:
        return None if event == WARMUP else wrapped(event, context)

    return handler


def _debugpy(folder: Path) -> Any:
    """The tooling's debugpy alone: a dependency that the function lacks must still be missing."""
    spec = importlib.util.spec_from_file_location(
        "debugpy", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"no debugpy in {folder}")
    sys.modules["debugpy"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "souk_debugger":
    here = Path(__file__).parent
    config = json.loads((here / "settings.json").read_text())
    sys.meta_path.insert(0, CheckoutFinder(here.parent, config["folders"]))
    listen(config)
    handler = wrap_handler(config["handler"])
