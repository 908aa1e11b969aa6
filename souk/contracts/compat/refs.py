"""Where a `$ref` leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

Schema = dict[str, Any]


class LeadsNowhere(LookupError):
    """A `$ref` whose target doesn't exist."""


def follow(document: Schema, ref: str) -> Any:
    """What a `$ref` of the document points to. Only those into the same document are known."""
    if not ref.startswith("#"):
        raise LeadsNowhere(ref)
    found: Any = document
    for part in [unquote(part).replace("~1", "/").replace("~0", "~") for part in ref[1:].split("/")[1:]]:
        try:
            found = found[int(part)] if isinstance(found, list) else found[part]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise LeadsNowhere(ref) from error
    return found


def resolve(document: Schema, node: Any) -> Any:
    """The node itself, or what its `$ref` finally leads to."""
    seen: set[str] = set()
    while isinstance(node, dict) and isinstance(ref := node.get("$ref"), str):
        if ref in seen:
            raise LeadsNowhere(ref)
        seen.add(ref)
        node = follow(document, ref)
    return node


def broken(document: Schema) -> list[tuple[str, str]]:
    """Every `$ref` that leads nowhere, with the place where it stands."""
    found = []
    for place, ref in _refs(document, ""):
        try:
            resolve(document, {"$ref": ref})
        except LeadsNowhere:
            found.append((place, ref))
    return found


def _refs(node: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield place or "/", node["$ref"]
        for key, value in node.items():
            if key not in ("example", "examples", "default", "enum", "const"):
                yield from _refs(value, f"{place}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _refs(value, f"{place}/{index}")
