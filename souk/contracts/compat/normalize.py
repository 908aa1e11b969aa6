"""The normal form of a schema: equal for equivalent schemas, whichever way a framework writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from chassis.web.open_enums import OPEN
from souk.contracts.compat.refs import Schema, follow

ANNOTATIONS = {
    *("title", "description", "example", "examples", "externalDocs", "$schema", "$id", "$comment", "$defs", "xml"),
    *("definitions", "deprecated", "$anchor", "readOnly", "writeOnly", "discriminator"),
}
"""Keywords that don't affect validation."""


@dataclass(frozen=True)
class Branch:
    """One alternative of a schema: keywords with at most one type, never `null`."""

    keywords: Schema
    ref: str = ""
    """The `$ref` that led to it."""

    @property
    def name(self) -> str:
        """The component's name."""
        return self.ref.rsplit("/", 1)[-1]

    @property
    def type(self) -> str | None:
        """Its type, if it has one."""
        name: str | None = self.keywords.get("type")
        return name


@dataclass(frozen=True)
class NormalizedSchema:
    """Every alternative of a schema."""

    branches: tuple[Branch, ...]
    null: bool
    default: Any = None

    @property
    def accepts_anything(self) -> bool:
        """Whether one alternative has neither type nor values."""
        return any(not branch.keywords.keys() & {"type", "enum"} for branch in self.branches)


def normalize(document: Schema, schema: Any) -> NormalizedSchema:
    """The normal form of a schema of the document."""
    branches, null = _branches(document, *_flatten(document, schema, ()))
    default = schema.get("default") if isinstance(schema, dict) else None
    return NormalizedSchema(tuple(branches), null, default)


def _flatten(document: Schema, schema: Any, seen: tuple[str, ...]) -> tuple[Schema, str]:
    """The schema in one object: `$ref` followed, `allOf` merged, annotations dropped; and the last `$ref`."""
    if isinstance(schema, bool):
        return ({} if schema else {"not": {}}), ""
    keywords = {key: value for key, value in schema.items() if key == OPEN or not _is_annotation(key)}
    ref, parts = keywords.pop("$ref", ""), keywords.pop("allOf", [])
    if ref in seen:
        return keywords, ref
    merged, name = keywords, ref
    for part in [*([follow(document, ref)] if ref else []), *parts]:
        flat, inner = _flatten(document, part, (*seen, ref) if ref else seen)
        merged = _intersect(flat, merged)
        name = name or (inner if len(parts) == 1 else "")
    return merged, name


def _is_annotation(key: str) -> bool:
    return key in ANNOTATIONS or key.startswith("x-")


def _intersect(one: Schema, other: Schema) -> Schema:
    """The intersection of two schemas; where keywords can't be merged, both stay under `allOf`."""
    merged = {**one, **other}
    for key in one.keys() & other.keys():
        if one[key] == other[key] or key == "default":
            continue
        if key == "properties":
            common = one[key].keys() & other[key].keys()
            merged_properties = {name: {"allOf": [one[key][name], other[key][name]]} for name in common}
            merged[key] = {**one[key], **other[key], **merged_properties}
        elif key == "required":
            merged[key] = sorted({*one[key], *other[key]})
        elif key.startswith(("min", "exclusiveMin")):
            merged[key] = max(one[key], other[key])
        elif key.startswith(("max", "exclusiveMax")):
            merged[key] = min(one[key], other[key])
        elif key == "type":
            merged[key] = _common_types(_as_list(one[key]), _as_list(other[key]))
        else:
            merged["allOf"] = [*merged.get("allOf", []), {key: one[key]}]
    return merged


def _as_list(types: Any) -> list[str]:
    return types if isinstance(types, list) else [types]


def _common_types(one: list[str], other: list[str]) -> list[str]:
    """The types that both allow; an integer is a number."""
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
        inner, inner_ref = _flatten(document, alternative, (ref,) if ref else ())
        nested, nested_null = _branches(document, _intersect(inner, outer), inner_ref)
        branches += nested
        null = null or nested_null
    single = len(branches) == 1 and not branches[0].ref
    return ([replace(branches[0], ref=ref)] if single else branches), null


def _by_type(flat: Schema, ref: str, nullable: bool) -> tuple[list[Branch], bool]:
    """One branch for each type."""
    keywords = {key: value for key, value in flat.items() if key not in ("default", "type")}
    if "const" in keywords:
        keywords["enum"] = [keywords.pop("const")]
    types = flat.get("type")
    values = keywords.get("enum")
    if values is not None:
        keywords.pop(OPEN, None)  # a closed enum with named values stays closed
        nullable = nullable or None in values
        keywords["enum"] = values = [value for value in values if value is not None]
        if types is None and len(kinds := {_type_of(value) for value in values}) == 1:
            types = kinds.pop()
    names = _as_list(types)
    if types is None and values is None:
        nullable = True
    null = nullable or "null" in names
    if values == []:
        return [], null
    typed = [{**keywords, **({"type": name} if name else {})} for name in names if name != "null"]
    return [Branch(_simplify(branch), ref) for branch in typed], null


def _type_of(value: Any) -> str:
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return kinds[type(value)]


def _simplify(keywords: Schema) -> Schema:
    """The keywords without those that have no effect, and with inclusive bounds of integers."""
    for key, default in (("required", []), ("properties", {}), ("items", {}), ("uniqueItems", False)):
        if keywords.get(key) == default:
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
