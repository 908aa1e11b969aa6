"""The manifest of a service or an application, `service.toml`: its needs beyond those that all share.

Read by package.py and by souk. Standard library only: `sam build` runs it with any Python 3.11.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

SERVICES = Path(__file__).resolve().parent
FILE = "service.toml"
VERSION = re.compile(r"^V\d+(?=[A-Z])")
PUBLISHED = re.compile(r"[a-z0-9-]+/\w+")
"""A parameter that an application publishes, as another one's manifest names it."""
SHAPES: dict[type[Any], str] = {str: "a string", tuple: "a list of strings", dict: "a table"}
Built = TypeVar("Built", "ReadModel", "Manifest")


class ManifestError(Exception):
    """A service.toml that can't be read, and how to correct it."""


@dataclass(frozen=True)
class ReadModel:
    """A read model that `souk replay` rebuilds. Functions are named by their handlers' files."""

    function: str = "replay"
    """It applies the events of the past."""
    reader: str = ""
    """It applies new events from the log, and is paused during a replay, which begins by resetting the model.

    Without one nothing is reset: a replay adds what is missing.
    """


@dataclass(frozen=True)
class Manifest:
    """The facts of one service; all have defaults, and so has a service without the file."""

    colour: str = ""
    """Its colour in `souk logs`. By default one that follows from its name."""
    calls: tuple[str, ...] = ()
    """The APIs of other services that it calls, `NAME.v1`: its zip carries their SDK modules."""
    emulator_rights: dict[str, str] = field(default_factory=dict)
    """Actions that the local cloud has to allow on `*`, by function: it misreads the template's conditions."""
    read_models: dict[str, ReadModel] = field(default_factory=dict)
    """By name, as `souk replay` takes it."""
    command: str = ""
    """The help of its own command, `souk NAME`, which its folder `commands/` has."""
    pages: dict[str, str] = field(default_factory=dict)
    """Outputs of its template that are addresses for people, by the names that `souk up` shows."""
    uses: dict[str, str] = field(default_factory=dict)
    """`APPLICATION/THING`, published where that application is deployed, by the template's parameters that take it."""


def names(services: Path = SERVICES) -> list[str]:
    """The services: the folders that have handlers."""
    return sorted(path.parent.parent.name for path in services.glob("*/handlers/__init__.py"))


def commands(services: Path = SERVICES) -> list[str]:
    """The folders that have a command of their own, `souk NAME`."""
    return sorted(path.parent.parent.name for path in services.glob("*/commands/__init__.py"))


def load(service: str, services: Path = SERVICES) -> Manifest:
    """The manifest of a service, `product-reviews` or its folder `product_reviews`. Raises ManifestError."""
    folder = service.replace("-", "_")
    file = services / folder / FILE
    if not file.exists():
        return Manifest()
    place = f"services/{folder}/{FILE}"
    try:
        content = tomllib.loads(file.read_text())
    except tomllib.TOMLDecodeError as error:
        raise ManifestError(f"{place} is not TOML: {error}") from error
    models = content.get("read_models")
    if isinstance(models, dict):
        for name, model in models.items():
            models[name] = _build(ReadModel, model, f"{place}, [read_models.{name}]")
    built = _build(Manifest, content, place)
    if wrong := sorted(value for value in built.uses.values() if not PUBLISHED.fullmatch(value)):
        raise ManifestError(f"{place}, [uses]: `{wrong[0]}` must be APPLICATION/THING")
    return built


def service_of(function: str, services: Path = SERVICES) -> str:
    """The service of a function, by the id that the template gives it: `UsersHttp` is of `users`."""
    owners = [name for name in names(services) if function.startswith(_word(name))]
    if not owners:
        raise ManifestError(f"no service is called like the function {function}: its id begins with the service's name")
    return max(owners, key=len)


def kind_of(function: str, services: Path = SERVICES) -> str:
    """The kind of a function, by its id: `OrdersV2Http` is handled by `handlers/http.py`, so that it is an `http`."""
    service = service_of(function, services)
    word = VERSION.sub("", function.removeprefix(_word(service)))
    for file in sorted((services / service / "handlers").glob("*.py")):
        if _word(file.stem) == word:
            return file.stem
    raise ManifestError(f"services/{service}/handlers has no file for the function {function}: its id ends in its name")


def _word(name: str) -> str:
    """A name as a function's id spells it: `ProductReviews`."""
    return name.title().replace("_", "")


def _build(kind: type[Built], table: Any, place: str) -> Built:
    """One of the classes above, from a table of TOML that has no unknown key and no value of another type."""
    if not isinstance(table, dict):
        raise ManifestError(f"{place} must be a table")
    defaults = vars(kind())
    if unknown := sorted(table.keys() - defaults.keys()):
        raise ManifestError(f"{place} has an unknown key `{unknown[0]}`; the known ones are {', '.join(defaults)}")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    for key, value in values.items():
        items = value.values() if isinstance(value, dict) else value
        if type(value) is not type(defaults[key]) or not all(isinstance(item, str | ReadModel) for item in items):
            raise ManifestError(f"{place}: `{key}` must be {SHAPES[type(defaults[key])]}")
    return kind(**values)
