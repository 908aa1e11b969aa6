"""The checkout's code as a build would ship it: read, checked and compiled."""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import folders
import package
from souk.base.errors import SoukError

Code = Mapping[str, bytes]
"""Files by their path in the zip: `orders/v2/router.py`."""


@dataclass(frozen=True)
class Error:
    """A file that does not compile."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


def read(root: Path, services: Iterable[str]) -> dict[str, Code]:
    """The sources that each service ships, without files that are deleted while they are read."""
    sources: dict[str, Code] = {}
    for service in services:
        code = {}
        for name, path in package.sources(service, root).items():
            try:
                code[name] = path.read_bytes()
            except FileNotFoundError:
                continue
        sources[service] = code
    return sources


def differences(before: Code, after: Code) -> list[str]:
    """The paths of changed, added and removed files."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def errors(code: Code, paths: Collection[str]) -> list[Error]:
    """The syntax errors of some files."""
    errors = []
    for path in paths:
        if path.endswith(".py") and path in code:
            try:
                with warnings.catch_warnings(action="ignore"):
                    compile(code[path], path, "exec", dont_inherit=True)
            except SyntaxError as error:
                errors.append(Error(path, error.lineno or 1, error.msg))
            except ValueError as error:  # a null byte
                errors.append(Error(path, 1, str(error)))
    return errors


def compiled(code: Code) -> dict[str, bytes]:
    """The code and its byte code, as the build compiles it."""
    with tempfile.TemporaryDirectory(prefix="souk-dev-") as name:
        folder = Path(name)
        for path, content in code.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        try:
            folders.normalize(folder, sys.executable)
        except SystemExit as error:
            raise SoukError(f"the code does not compile: {error}", "fix it, and save again") from error
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
