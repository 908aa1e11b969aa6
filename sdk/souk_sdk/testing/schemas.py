"""The part of JSON Schema that the contracts' requests use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import Misfit

Schema = Mapping[str, Any]
TYPES: dict[str, type] = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


def violations(value: Any, schema: Schema, schemas: Mapping[str, Schema], field: str) -> Iterator[Misfit]:
    """Each place where the value doesn't fit. `schemas` are those that a `$ref` may name."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        options = [list(violations(value, option, schemas, field)) for option in schema["anyOf"]]
        yield from min(options, key=len)
    elif schema.get("type") == "null":
        yield from _unless(value is None, field, "should be null")
    elif not _is_a(value, schema["type"]):
        yield Misfit(field, f"should be of type {schema['type']}")
    elif isinstance(value, dict):
        yield from _of_object(value, schema, schemas, field)
    elif isinstance(value, list):
        yield from _within(len(value), schema.get("minItems"), schema.get("maxItems"), field, "items")
        for index, item in enumerate(value):
            yield from violations(item, schema["items"], schemas, f"{field}.{index}")
    elif isinstance(value, str):
        yield from _within(len(value), schema.get("minLength"), schema.get("maxLength"), field, "characters")
        pattern = re.sub(r"\$$", r"\\Z", schema.get("pattern", ""))
        yield from _unless(re.search(pattern, value), field, f"should match {pattern}")
    else:
        yield from _within(value, schema.get("minimum"), schema.get("maximum"), field, "")


def _of_object(value: Mapping[str, Any], schema: Schema, schemas: Mapping[str, Schema], field: str) -> Iterator[Misfit]:
    properties = schema["properties"]
    for name in schema.get("required", ()):
        yield from _unless(name in value, f"{field}.{name}", "is required")
    for name, member in value.items():
        if name in properties:
            yield from violations(member, properties[name], schemas, f"{field}.{name}")
        elif schema.get("additionalProperties") is False:
            yield Misfit(f"{field}.{name}", "is unknown")


def _is_a(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _within(number: int, least: int | None, most: int | None, field: str, unit: str) -> Iterator[Misfit]:
    if least is not None:
        yield from _unless(number >= least, field, f"should be at least {least:.0f} {unit}".strip())
    if most is not None:
        yield from _unless(number <= most, field, f"should be at most {most:.0f} {unit}".strip())


def _unless(fits: object, field: str, reason: str) -> Iterator[Misfit]:
    if not fits:
        yield Misfit(field, reason)
