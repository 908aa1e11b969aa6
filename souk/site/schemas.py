"""JSON Schemas in words: what a value may be, and the fields of an object."""

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
LIMITS = {
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "pattern": "`{}`",
    "format": "{}",
    "default": "`{}` unless given",
}


def kind(schema: Schema, linked: Linked = code) -> str:
    """What a value may be; `linked` makes a link of the name of another schema."""
    if "$ref" in schema:
        return linked(name_of(schema["$ref"]))
    if "const" in schema:
        return code(_plain(schema["const"]))
    if "enum" in schema:
        return " or ".join(code(_plain(value)) for value in schema["enum"])
    if OPEN in schema:
        return " or ".join([*map(code, schema[OPEN]), "others"])
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return (" and " if several == "allOf" else " or ").join(kind(each, linked) for each in schema[several])
    if schema.get("type") == "array":
        return ", ".join([f"array of {kind(schema.get('items', {}), linked)}", *_limits(schema)])
    if isinstance(schema.get("additionalProperties"), dict):
        return f"object of {kind(schema['additionalProperties'], linked)}"
    return ", ".join([str(schema.get("type", "anything")), *_limits(schema)])


def leaves(schema: Schema, named: Schema, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every field down to the last: `lines[].price.amount`, and what is said of it."""
    for name, told in schema.get("properties", {}).items():
        whole = f"{path}{name}"
        yield whole, told
        is_list = "items" in told
        inner = told["items"] if is_list else told
        inner = named[name_of(inner["$ref"])] if "$ref" in inner else inner
        yield from leaves(inner, named, f"{whole}[]." if is_list else f"{whole}.")


def name_of(reference: str) -> str:
    """The schema that a `$ref` speaks of."""
    return reference.rsplit("/", 1)[1]


def shown(schema: Schema) -> str:
    """A field's example, if it is short enough to be read in passing."""
    examples = schema.get("examples", [])
    short = bool(examples) and not isinstance(examples[0], dict | list)
    return code(_plain(examples[0])) if short else ""


def _limits(schema: Schema) -> list[str]:
    ranges = [_range(schema.get(low), schema.get(high), of) for of, (low, high) in RANGES.items()]
    found = {name: schema[name] for name in LIMITS if schema.get(name) not in (None, "", [], {})}
    return [*filter(None, ranges), *(LIMITS[name].format(_plain(value)) for name, value in found.items())]


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
