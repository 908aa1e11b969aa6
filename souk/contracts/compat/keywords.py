"""Changes of a schema's keywords, and the effect of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chassis.web.open_enums import OPEN
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.rules import Effect

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
"""Each bound: whether it is a lower one, and its words."""

TEXTS = ("format", "pattern", "contentEncoding", "contentMediaType")
CONDITIONS = ("not", "dependentRequired", "propertyNames", "contains")
SUPPORTED = {
    *(OPEN, *LIMITS, *TEXTS, *CONDITIONS),
    *("type", "enum", "properties", "required", "additionalProperties", "items", "multipleOf", "uniqueItems"),
}

Change = tuple[str, Effect, str]
"""The rule, the effect, and the words."""


def keyword_changes(old: Schema, new: Schema) -> Iterator[Change]:
    """Every change that is not one of a nested schema."""
    yield from _type(old, new)
    if comparable(old, new):
        for rule in (_enum, _limits, _texts, _multiple, _unique, _conditions, _unsupported):
            yield from rule(old, new)


def comparable(old: Schema, new: Schema) -> bool:
    """Whether the types are close enough to compare the other keywords."""
    was, is_ = old.get("type"), new.get("type")
    return was == is_ or None in (was, is_) or {was, is_} == {"integer", "number"}


def _type(old: Schema, new: Schema) -> Iterator[Change]:
    was, is_ = old.get("type"), new.get("type")
    if was == is_:
        return
    effect = Effect.REPLACED
    if is_ is None or (was, is_) == ("integer", "number"):
        effect = Effect.WIDENED
    elif was is None or (was, is_) == ("number", "integer"):
        effect = Effect.NARROWED
    yield "type", effect, f"became {_type_name(is_)}, was {_type_name(was)}"


def _type_name(name: str | None) -> str:
    if name is None:
        return "anything"
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _enum(old: Schema, new: Schema) -> Iterator[Change]:
    if OPEN in new or (OPEN in old and "enum" not in new):
        yield from _open(old, new)
    elif "enum" not in old and "enum" not in new:
        return
    elif "enum" not in old:
        yield "enum", Effect.NARROWED, f"is one of {_values(new['enum'])} now, was free"
    elif "enum" not in new:
        yield "enum", Effect.WIDENED, f"is free now, was one of {_values(old['enum'])}"
    else:
        before, after = ({_exact(value): value for value in schema["enum"]} for schema in (old, new))
        if gained := [after[key] for key in after.keys() - before.keys()]:
            yield "enum", Effect.WIDENED, f"may be {_values(gained)} now"
        if lost := [before[key] for key in before.keys() - after.keys()]:
            yield "enum", Effect.NARROWED, f"may no longer be {_values(lost)}"


def _open(old: Schema, new: Schema) -> Iterator[Change]:
    """Changes of an enum that is open now, or was; consumers of a closed one accept no new value."""
    before: list[Any] = old["enum"] if "enum" in old else old.get(OPEN, [])
    after: list[Any] = new.get(OPEN, [])
    if "enum" in old:
        yield "opened", Effect.OPENED, "is open now: clients must accept unknown values"
    if gained := [value for value in after if value not in before]:
        yield "open", Effect.WIDENED if "enum" in old else Effect.OPENED, f"may be {_values(gained)} now"
    if lost := [value for value in before if value not in after]:
        yield "open", Effect.OPENED, f"may no longer be {_values(lost)}" if after else "lists no values any more"


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
            yield "limit", Effect.WIDENED, f"no longer {words} {_number(was)}"
        elif was is None:
            yield "limit", Effect.NARROWED, f"{words} {_number(is_)} now, had no such limit"
        else:
            effect = Effect.NARROWED if (is_ > was) is lower else Effect.WIDENED
            yield "limit", effect, f"{words} {_number(is_)} now, was {_number(was)}"


def _number(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _texts(old: Schema, new: Schema) -> Iterator[Change]:
    for key in TEXTS:
        was, is_ = old.get(key), new.get(key)
        if was == is_:
            continue
        effect = Effect.NARROWED if was is None else Effect.WIDENED if is_ is None else Effect.REPLACED
        words = f"has the {key} {is_} now" if is_ is not None else f"has no {key} any more"
        yield key, effect, f"{words}, was {was}" if was is not None else words


def _multiple(old: Schema, new: Schema) -> Iterator[Change]:
    was, is_ = old.get("multipleOf"), new.get("multipleOf")
    if was == is_:
        return
    if was is None or is_ is None:
        effect = Effect.NARROWED if was is None else Effect.WIDENED
    else:
        effect = Effect.NARROWED if is_ % was == 0 else Effect.WIDENED if was % is_ == 0 else Effect.REPLACED
    yield "limit", effect, f"is a multiple of {is_ or 'anything'} now, was of {was or 'anything'}"


def _unique(old: Schema, new: Schema) -> Iterator[Change]:
    if bool(old.get("uniqueItems")) is not bool(new.get("uniqueItems")):
        if new.get("uniqueItems"):
            yield "limit", Effect.NARROWED, "holds nothing twice now"
        else:
            yield "limit", Effect.WIDENED, "may hold things twice now"


def _conditions(old: Schema, new: Schema) -> Iterator[Change]:
    """Keywords that only ever narrow."""
    for key in CONDITIONS:
        if old.get(key) != new.get(key):
            effect = Effect.NARROWED if key not in old else Effect.WIDENED if key not in new else Effect.REPLACED
            yield "unknown", effect, f"has another `{key}`" if key in new else f"has no `{key}` any more"


def _unsupported(old: Schema, new: Schema) -> Iterator[Change]:
    """Keywords without a rule: any change is reported as breaking."""
    for key in sorted((old.keys() | new.keys()) - SUPPORTED):
        if old.get(key) != new.get(key):
            yield "unknown", Effect.REPLACED, f"has another `{key}`, which the gate can't judge"
