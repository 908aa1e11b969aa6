"""The normal form of a schema: what frameworks write in several ways is one thing here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from chassis.web.open_enums import OPEN
from souk.contracts.compat.refs import Schema, follow

ANNOTATIONS = {
    *("title", "description", "example", "examples", "externalDocs", "$schema", "$id", "$comment", "$defs", "xml"),
    *("definitions", "deprecated", "$anchor", "readOnly", "writeOnly", "discriminator"),
}
"""What says nothing about which values fit."""


@dataclass(frozen=True)
class Branch:
    """One kind of value: keywords with at most one type, never `null`."""

    keywords: Schema
    ref: str = ""
    """The `$ref` it came by."""

    @property
    def name(self) -> str:
        """The component's name."""
        return self.ref.rsplit("/", 1)[-1]

    @property
    def type(self) -> str | None:
        """Its type, if it has one."""
        found: str | None = self.keywords.get("type")
        return found


@dataclass(frozen=True)
class Shape:
    """Every kind of value that fits a schema."""

    branches: tuple[Branch, ...]
    null: bool
    default: Any = None

    @property
    def anything(self) -> bool:
        """Whether it names neither types nor values."""
        return any(not branch.keywords.keys() & {"type", "enum"} for branch in self.branches)


def shape(document: Schema, schema: Any) -> Shape:
    """The normal form of a schema of the document."""
    branches, null = _branches(document, *_flat(document, schema, ()))
    default = schema.get("default") if isinstance(schema, dict) else None
    return Shape(tuple(branches), null, default)


def _flat(document: Schema, schema: Any, seen: tuple[str, ...]) -> tuple[Schema, str]:
    """The schema in one object: `$ref` followed, `allOf` merged, annotations dropped; and the last `$ref`."""
    if isinstance(schema, bool):
        return ({} if schema else {"not": {}}), ""
    own = {key: value for key, value in schema.items() if key == OPEN or not _says_nothing(key)}
    ref, parts = own.pop("$ref", ""), own.pop("allOf", [])
    if ref in seen:
        return own, ref
    merged, name = own, ref
    for part in [*([follow(document, ref)] if ref else []), *parts]:
        flat, inner = _flat(document, part, (*seen, ref) if ref else seen)
        merged = _both(flat, merged)
        name = name or (inner if len(parts) == 1 else "")
    return merged, name


def _says_nothing(key: str) -> bool:
    return key in ANNOTATIONS or key.startswith("x-")


def _both(one: Schema, other: Schema) -> Schema:
    """What fits both; where that has no plain form, both are kept under `allOf`."""
    merged = {**one, **other}
    for key in one.keys() & other.keys():
        if one[key] == other[key] or key == "default":
            continue
        if key == "properties":
            common = one[key].keys() & other[key].keys()
            met = {name: {"allOf": [one[key][name], other[key][name]]} for name in common}
            merged[key] = {**one[key], **other[key], **met}
        elif key == "required":
            merged[key] = sorted({*one[key], *other[key]})
        elif key.startswith(("min", "exclusiveMin")):
            merged[key] = max(one[key], other[key])
        elif key.startswith(("max", "exclusiveMax")):
            merged[key] = min(one[key], other[key])
        elif key == "type":
            merged[key] = _common(_listed(one[key]), _listed(other[key]))
        else:
            merged["allOf"] = [*merged.get("allOf", []), {key: one[key]}]
    return merged


def _listed(types: Any) -> list[str]:
    return types if isinstance(types, list) else [types]


def _common(one: list[str], other: list[str]) -> list[str]:
    """The types that both allow; a whole number is a number."""
    wide = [{*types, *(["integer"] if "number" in types else [])} for types in (one, other)]
    both = wide[0] & wide[1]
    return sorted(both - {"integer"} if "number" in both else both)


def _branches(document: Schema, flat: Schema, ref: str) -> tuple[list[Branch], bool]:
    outer = {key: value for key, value in flat.items() if key not in ("anyOf", "oneOf", "nullable")}
    alternatives = [*flat.get("anyOf", []), *flat.get("oneOf", [])]
    if not alternatives:
        return _by_type(outer, ref, nullable=flat.get("nullable") is True)
    outer.pop("default", None)
    branches, null = [], flat.get("nullable") is True
    for alternative in alternatives:
        inner, inner_ref = _flat(document, alternative, (ref,) if ref else ())
        found, may_be_null = _branches(document, _both(inner, outer), inner_ref)
        branches += found
        null = null or may_be_null
    alone = len(branches) == 1 and not branches[0].ref
    return ([replace(branches[0], ref=ref)] if alone else branches), null


def _by_type(flat: Schema, ref: str, nullable: bool) -> tuple[list[Branch], bool]:
    """One branch for each type that it names."""
    keywords = {key: value for key, value in flat.items() if key not in ("default", "type")}
    if "const" in keywords:
        keywords["enum"] = [keywords.pop("const")]
    types = flat.get("type")
    values = keywords.get("enum")
    if values is not None:
        keywords.pop(OPEN, None)  # named values of what is closed all the same
        nullable = nullable or None in values
        keywords["enum"] = values = [value for value in values if value is not None]
        if types is None and len(kinds := {_type_of(value) for value in values}) == 1:
            types = kinds.pop()
    names = _listed(types)
    if types is None and values is None:
        nullable = True
    null = nullable or "null" in names
    kept = [name for name in names if name != "null"]
    if values == []:
        return [], null
    return [Branch(_tidy({**keywords, **({"type": name} if name else {})}), ref) for name in kept], null


def _type_of(value: Any) -> str:
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return kinds[type(value)]


def _tidy(keywords: Schema) -> Schema:
    """Without keywords that say nothing, and whole numbers bounded in one way."""
    for key, nothing in (("required", []), ("properties", {}), ("items", {}), ("uniqueItems", False)):
        if keywords.get(key) == nothing:
            del keywords[key]
    for key in ("minLength", "minItems", "minProperties"):
        if keywords.get(key) == 0:
            del keywords[key]
    if keywords.get("additionalProperties") in (True, {}):
        del keywords["additionalProperties"]
    if keywords.get("type") == "integer":
        for exclusive, plain, step, tighter in (
            ("exclusiveMinimum", "minimum", 1, max),
            ("exclusiveMaximum", "maximum", -1, min),
        ):
            if exclusive in keywords and float(keywords[exclusive]).is_integer():
                bound = keywords.pop(exclusive) + step
                keywords[plain] = tighter(keywords.get(plain, bound), bound)
    return keywords
