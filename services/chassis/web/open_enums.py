"""Enums of responses are open: a released client must accept values added later (`x-extensible-enum`).

Enums of requests stay closed: a service refuses unknown values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Schema = dict[str, Any]
OPEN = "x-extensible-enum"
"""The known values of a text that may have others: https://opensource.zalando.com/restful-api-guidelines/#112."""
MORE = "Values may be added: clients have to accept unknown ones."
VALUES = {"default", "example", "examples"}
"""Keywords below which there are values, no schemas."""


def open_up(contract: Schema) -> None:
    """Open each enum that is in responses and in no request."""
    schemas = contract["components"]["schemas"]
    operations = [operation for path in contract["paths"].values() for operation in path.values()]
    responses = [operation["responses"] for operation in operations]
    requests = [(operation.get("parameters", []), operation.get("requestBody", {})) for operation in operations]
    received = _named(responses, schemas) - _named(requests, schemas)
    for node in _nodes([responses, [schemas[name] for name in received]]):
        if node.get("type") == "string" and "enum" in node:
            node[OPEN] = node.pop("enum")
            node["description"] = f"{node.get('description', '')} {MORE}".strip()
            node.setdefault("examples", node[OPEN])


def _named(roots: Iterable[Any], schemas: Schema) -> set[str]:
    """The schemas that these refer to, directly or not."""
    reached: set[str] = set()
    pending = list(roots)
    while pending:
        refs = {node["$ref"] for node in _nodes(pending.pop()) if "$ref" in node}
        names = {ref.rsplit("/", 1)[1] for ref in refs if ref.startswith("#/components/schemas/")} - reached
        reached |= names
        pending += [schemas[name] for name in names]
    return reached


def _nodes(part: Any) -> Iterator[Schema]:
    if isinstance(part, dict):
        yield part
        for key, below in list(part.items()):
            if key not in VALUES:
                yield from _nodes(below)
    elif isinstance(part, list | tuple):
        for below in part:
            yield from _nodes(below)
