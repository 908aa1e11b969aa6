"""What changed in each keyword of a schema, and which way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chassis.web.open_enums import OPEN
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.rules import Way

LIMITS = {
    "minimum": (True, "is at least"),
    "exclusiveMinimum": (True, "is more than"),
    "minLength": (True, "has at least this many characters:"),
    "minItems": (True, "has at least this many items:"),
    "minProperties": (True, "has at least this many entries:"),
    "maximum": (False, "is at most"),
    "exclusiveMaximum": (False, "is less than"),
    "maxLength": (False, "has at most this many characters:"),
    "maxItems": (False, "has at most this many items:"),
    "maxProperties": (False, "has at most this many entries:"),
}
"""Each bound: whether it is a lower one, and how it reads."""

TEXTS = ("format", "pattern", "contentEncoding", "contentMediaType")
HANDLED = {
    OPEN,
    *LIMITS,
    *TEXTS,
    "type",
    "enum",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "multipleOf",
}
CONDITIONS = ("not", "dependentRequired", "propertyNames", "contains")
HANDLED |= {"multipleOf", "uniqueItems", *CONDITIONS}

Change = tuple[str, Way, str]
"""The rule, the way, and the words."""


def of_keywords(old: Schema, new: Schema) -> Iterator[Change]:
    """What changed in everything that needs no look further down."""
    yield from _type(old, new)
    if comparable(old, new):
        for rule in (_enum, _limits, _texts, _multiple, _unique, _more, _unknown):
            yield from rule(old, new)


def comparable(old: Schema, new: Schema) -> bool:
    """Whether there is more to say than that the type is another."""
    was, is_ = old.get("type"), new.get("type")
    return was == is_ or None in (was, is_) or {was, is_} == {"integer", "number"}


def _type(old: Schema, new: Schema) -> Iterator[Change]:
    was, is_ = old.get("type"), new.get("type")
    if was == is_:
        return
    way = {("integer", "number"): Way.GREW, ("number", "integer"): Way.SHRANK}.get((was or "", is_ or ""), Way.MOVED)
    if was is None or is_ is None:
        way = Way.SHRANK if was is None else Way.GREW
    yield "type", way, f"became {_kind(is_)}, was {_kind(was)}"


def _kind(name: str | None) -> str:
    if name is None:
        return "anything"
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _enum(old: Schema, new: Schema) -> Iterator[Change]:
    if OPEN in new or (OPEN in old and "enum" not in new):
        yield from _open(old, new)
    elif "enum" not in old and "enum" not in new:
        return
    elif "enum" not in old:
        yield "enum", Way.SHRANK, f"is one of {_values(new['enum'])} now, was free"
    elif "enum" not in new:
        yield "enum", Way.GREW, f"is free now, was one of {_values(old['enum'])}"
    else:
        before, after = ({_exact(value): value for value in schema["enum"]} for schema in (old, new))
        if gained := [after[key] for key in after.keys() - before.keys()]:
            yield "enum", Way.GREW, f"may be {_values(gained)} now"
        if lost := [before[key] for key in before.keys() - after.keys()]:
            yield "enum", Way.SHRANK, f"may no longer be {_values(lost)}"


def _open(old: Schema, new: Schema) -> Iterator[Change]:
    """What became of an enum that is open now, or was; those who knew it closed take no value more."""
    before: list[Any] = old["enum"] if "enum" in old else old.get(OPEN, [])
    after: list[Any] = new.get(OPEN, [])
    if "enum" in old:
        yield "opened", Way.OPENED, "is open now: clients have to take values that they don't know"
    if gained := [value for value in after if value not in before]:
        yield "open", Way.GREW if "enum" in old else Way.OPENED, f"may be {_values(gained)} now"
    if lost := [value for value in before if value not in after]:
        yield "open", Way.OPENED, f"may no longer be {_values(lost)}" if after else "names no values any more"


def _exact(value: Any) -> str:
    """Equal for equal values: 1 and 1.0 are, 1 and true are not."""
    whole = isinstance(value, float) and value.is_integer()
    return json.dumps(int(value) if whole else value, sort_keys=True)


def _values(values: list[Any]) -> str:
    return ", ".join(sorted(json.dumps(value, ensure_ascii=False) for value in values))


def _limits(old: Schema, new: Schema) -> Iterator[Change]:
    for key, (lower, words) in LIMITS.items():
        was, is_ = old.get(key), new.get(key)
        if was == is_:
            continue
        if is_ is None:
            yield "limit", Way.GREW, f"{words} {_number(was)} no longer"
        elif was is None:
            yield "limit", Way.SHRANK, f"{words} {_number(is_)} now, had no such limit"
        else:
            way = Way.SHRANK if (is_ > was) is lower else Way.GREW
            yield "limit", way, f"{words} {_number(is_)} now, was {_number(was)}"


def _number(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _texts(old: Schema, new: Schema) -> Iterator[Change]:
    for key in TEXTS:
        was, is_ = old.get(key), new.get(key)
        if was == is_:
            continue
        way = Way.SHRANK if was is None else Way.GREW if is_ is None else Way.MOVED
        words = f"has the {key} {is_} now" if is_ is not None else f"has no {key} any more"
        yield key, way, f"{words}, was {was}" if was is not None else words


def _multiple(old: Schema, new: Schema) -> Iterator[Change]:
    was, is_ = old.get("multipleOf"), new.get("multipleOf")
    if was == is_:
        return
    if was is None or is_ is None:
        way = Way.SHRANK if was is None else Way.GREW
    else:
        way = Way.SHRANK if is_ % was == 0 else Way.GREW if was % is_ == 0 else Way.MOVED
    yield "limit", way, f"is a multiple of {is_ or 'anything'} now, was of {was or 'anything'}"


def _unique(old: Schema, new: Schema) -> Iterator[Change]:
    if bool(old.get("uniqueItems")) is not bool(new.get("uniqueItems")):
        if new.get("uniqueItems"):
            yield "limit", Way.SHRANK, "holds nothing twice now"
        else:
            yield "limit", Way.GREW, "may hold things twice now"


def _more(old: Schema, new: Schema) -> Iterator[Change]:
    """Keywords that only ever add a condition."""
    for key in CONDITIONS:
        if old.get(key) != new.get(key):
            way = Way.SHRANK if key not in old else Way.GREW if key not in new else Way.MOVED
            yield "unknown", way, f"has another `{key}`" if key in new else f"has no `{key}` any more"


def _unknown(old: Schema, new: Schema) -> Iterator[Change]:
    """Keywords without a rule: a change of theirs is not let through unseen."""
    for key in sorted((old.keys() | new.keys()) - HANDLED):
        if old.get(key) != new.get(key):
            yield "unknown", Way.MOVED, f"has another `{key}`, which the gate can't judge"
