"""Runs inside a function that is debugged: lets a debugger in, then is the function's own handler.

`souk dev --debug` ships it as the package `souk_debugger`, with its settings beside it. Nothing else does.
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
START = {"souk_debugger": "start"}
"""An event that makes the function do nothing but start."""


class AsInCheckout(SourceFileLoader):
    """Loads what was shipped, and calls it by its name in the checkout.

    So a breakpoint there stops here. A mapping of folders would do, too, but editors send their own over it.
    """

    def __init__(self, name: str, path: str, shown_as: str) -> None:
        super().__init__(name, path)
        self._shown_as = shown_as

    def get_code(self, fullname: str) -> CodeType:
        """Compiled anew: byte code that was made before says another name."""
        return compile(self.get_data(self.path), self._shown_as, "exec", dont_inherit=True)


class Finder:
    """Finds our own modules as anybody would, and has them loaded as above."""

    def __init__(self, code: Path, folders: Mapping[str, str]) -> None:
        """`folders` says where a package's files are in the checkout."""
        self._code, self._folders = code, folders

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answers for our own packages only."""
        package = name.partition(".")[0]
        if package not in self._folders:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            place = Path(spec.loader.path).relative_to(self._code / package)
            spec.loader = AsInCheckout(name, spec.loader.path, str(Path(self._folders[package]) / place))
        return spec


def let_in(settings: Mapping[str, Any]) -> None:
    """Listen for a debugger. A second process of the function finds the port taken, and runs without."""
    # It would warn of modules that are part of Python itself: nobody sets a breakpoint there.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    debugpy = _debugpy(Path(settings["debugpy"]))
    debugpy.configure(subProcess=False)
    try:
        debugpy.listen((HOST, settings["port"]))
    except RuntimeError:
        sys.stderr.write(f"not debugged: another process of this function is, on port {settings['port']}\n")


def own_handler(path: str) -> Callable[[Any, Any], Any]:
    """The function's own handler, for all events but one."""
    module, _, name = path.rpartition(".")
    own: Callable[[Any, Any], Any] = getattr(importlib.import_module(module), name)

    def handler(event: Any, context: Any) -> Any:
        return None if event == START else own(event, context)

    return handler


def _debugpy(folder: Path) -> Any:
    """The tooling's debugpy, and nothing else of the tooling: a wheel that a function lacks must go on lacking."""
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
    told = json.loads((here / "settings.json").read_text())
    sys.meta_path.insert(0, Finder(here.parent, told["folders"]))
    let_in(told)
    handler = own_handler(told["handler"])
