"""Our own code, as the build would put it into a service's zip: read, checked, compiled."""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import package
from souk.base.errors import SoukError

Code = Mapping[str, bytes]
"""Files by their places in the zip: `orders/v2/router.py`."""


@dataclass(frozen=True)
class Broken:
    """A file that is no Python."""

    place: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.place}:{self.line}: {self.why}"


def read(root: Path, services: Iterable[str]) -> dict[str, Code]:
    """What each service ships of our own. A file that goes while it is read is gone."""
    found: dict[str, Code] = {}
    for service in services:
        code = {}
        for place, path in package.sources(service, root).items():
            try:
                code[place] = path.read_bytes()
            except FileNotFoundError:
                continue
        found[service] = code
    return found


def differences(before: Code, after: Code) -> list[str]:
    """The places that were changed, added or removed."""
    return sorted(place for place in before.keys() | after.keys() if before.get(place) != after.get(place))


def broken(code: Code, places: Collection[str]) -> list[Broken]:
    """Those of some files that don't compile."""
    found = []
    for place in places:
        if place.endswith(".py") and place in code:
            try:
                with warnings.catch_warnings(action="ignore"):
                    compile(code[place], place, "exec", dont_inherit=True)
            except SyntaxError as error:
                found.append(Broken(place, error.lineno or 1, error.msg))
            except ValueError as error:  # a null byte
                found.append(Broken(place, 1, str(error)))
    return found


def compiled(code: Code) -> dict[str, bytes]:
    """The code and its byte code, made by what makes it for the build."""
    with tempfile.TemporaryDirectory(prefix="souk-dev-") as name:
        folder = Path(name)
        for place, content in code.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(content)
        try:
            package.normalize(folder, sys.executable)
        except SystemExit as refused:
            raise SoukError(f"the code does not compile: {refused}", "mend that, and save again") from refused
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
