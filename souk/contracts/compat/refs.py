"""Resolution of `$ref`s."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

Schema = dict[str, Any]


class UnresolvableRef(LookupError):
    """A `$ref` without a target."""


def follow(document: Schema, ref: str) -> Any:
    """The target of a `$ref`. References to other documents are not supported."""
    if not ref.startswith("#"):
        raise UnresolvableRef(ref)
    target: Any = document
    for part in [unquote(part).replace("~1", "/").replace("~0", "~") for part in ref[1:].split("/")[1:]]:
        try:
            target = target[int(part)] if isinstance(target, list) else target[part]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise UnresolvableRef(ref) from error
    return target


def resolve(document: Schema, node: Any) -> Any:
    """The node itself, or the target of its chain of `$ref`s."""
    seen: set[str] = set()
    while isinstance(node, dict) and isinstance(ref := node.get("$ref"), str):
        if ref in seen:
            raise UnresolvableRef(ref)
        seen.add(ref)
        node = follow(document, ref)
    return node


def broken_refs(document: Schema) -> list[tuple[str, str]]:
    """Every `$ref` without a target, as pairs of its location and the reference."""
    broken = []
    for location, ref in _refs(document, ""):
        try:
            resolve(document, {"$ref": ref})
        except UnresolvableRef:
            broken.append((location, ref))
    return broken


def _refs(node: Any, location: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield location or "/", node["$ref"]
        for key, value in node.items():
            if key not in ("example", "examples", "default", "enum", "const"):
                yield from _refs(value, f"{location}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _refs(value, f"{location}/{index}")
