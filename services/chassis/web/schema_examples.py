"""Example of a schema, composed of the examples of its fields."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


class NoExample(LookupError):
    """A field has no example."""


def example(schema: Schema, schemas: Schema) -> Any:
    """An example value; `schemas` are the targets of references. Raises NoExample."""
    match schema:
        case {"examples": [first, *_]}:
            return first
        case {"$ref": str(name)}:
            return example(schemas[name.rsplit("/", 1)[1]], schemas)
        case {"enum": [first, *_]}:
            return first
        case {"type": "array", "items": items}:
            return [example(items, schemas)]
        case {"properties": fields}:
            return {name: example(field, schemas) for name, field in fields.items()}
    raise NoExample(schema.get("title", "a schema without a title"))
