"""An example of what a schema describes, put together from the examples of its fields."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


class NoExample(LookupError):
    """A field has none."""


def example(schema: Schema, schemas: Schema) -> Any:
    """What a value can look like; `schemas` are those that references lead to. Raises NoExample."""
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
