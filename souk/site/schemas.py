"""JSON Schemas in words: the type of a value, and the fields of an object."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from chassis.web.open_enums import OPEN
from souk.site.markdown import code

Schema = dict[str, Any]
Linked = Callable[[str], str]
RANGES = {
    "": ("minimum", "maximum"),
    " characters": ("minLength", "maxLength"),
    " items": ("minItems", "maxItems"),
}
LIMITS: dict[str, Callable[[str], str]] = {
    "exclusiveMinimum": "more than {}".format,
    "exclusiveMaximum": "less than {}".format,
    "pattern": code,
    "format": str,
    "default": lambda value: f"{code(value)} unless given",
}


def type_text(schema: Schema, linked: Linked = code) -> str:
    """The type of a value in words; `linked` turns the name of another schema into a link."""
    if "$ref" in schema:
        return linked(name_of(schema["$ref"]))
    if "const" in schema:
        return code(_plain(schema["const"]))
    if "enum" in schema:
        return " or ".join(code(_plain(value)) for value in schema["enum"])
    if OPEN in schema:
        return " or ".join([*map(code, schema[OPEN]), "others"])
    for several, word in (("anyOf", " or "), ("oneOf", " or "), ("allOf", " and ")):
        if several in schema:
            return word.join(type_text(branch, linked) for branch in schema[several])
    if schema.get("type") == "array":
        return ", ".join([f"array of {type_text(schema.get('items', {}), linked)}", *_limits(schema)])
    if isinstance(schema.get("additionalProperties"), dict):
        return f"object of {type_text(schema['additionalProperties'], linked)}"
    return ", ".join([str(schema.get("type", "anything")), *_limits(schema)])


def leaves(schema: Schema, named: Schema, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every field with its schema, down to the leaves: `lines[].price.amount`."""
    for name, field in schema.get("properties", {}).items():
        yield f"{path}{name}", field
        nested = field.get("items", field)
        nested = named[name_of(nested["$ref"])] if "$ref" in nested else nested
        yield from leaves(nested, named, f"{path}{name}{'[]' if 'items' in field else ''}.")


def name_of(reference: str) -> str:
    """The last part of a `$ref`."""
    return reference.rsplit("/", 1)[1]


def short_example(schema: Schema) -> str:
    """A field's example, if it is a scalar."""
    examples = schema.get("examples", [])
    short = bool(examples) and not isinstance(examples[0], dict | list)
    return code(_plain(examples[0])) if short else ""


def _limits(schema: Schema) -> list[str]:
    ranges = [_range(schema.get(low), schema.get(high), of) for of, (low, high) in RANGES.items()]
    limits = {name: schema[name] for name in LIMITS if schema.get(name) not in (None, "", [], {})}
    return [*filter(None, ranges), *(LIMITS[name](_plain(value)) for name, value in limits.items())]


def _range(low: float | None, high: float | None, of: str) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {_plain(low)}{of}"
    return f"up to {_plain(high)}{of}" if low is None else f"{_plain(low)} to {_plain(high)}{of}"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
