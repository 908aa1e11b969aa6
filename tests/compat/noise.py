"""Rewrites of contracts without a change of meaning, as upgrades of frameworks produce them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.compat.events_breaking import CANCELLED, CHANGED, ERASED, PLACED, SHIPPED
from tests.compat.mutants import Mutant, Schema, body, field, named, op, parameter, put, swap

U, V1, V2, N = "users.v1", "orders.v1", "orders.v2", "notifications.v1"


def nodes(node: Any) -> Iterator[Schema]:
    """Every object below, deepest first."""
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from nodes(child)
    if isinstance(node, dict):
        yield node


def turned(node: Any) -> Any:
    """The same with all keys the other way round."""
    if isinstance(node, dict):
        return {key: turned(node[key]) for key in reversed(node)}
    return [turned(child) for child in node] if isinstance(node, list) else node


def say_nothing(document: Schema) -> None:
    """Remove titles, descriptions and summaries. (`title` is also a field of problems and of notifications.)"""
    for node in nodes(document):
        for word in ("title", "description", "summary"):
            if isinstance(node.get(word), str):
                del node[word]


def null_as_type(document: Schema) -> None:
    """`anyOf [X, null]` is written as a list of types."""
    for node in nodes(document):
        if [branch.get("type") for branch in node.get("anyOf", [])][1:] == ["null"] and "type" in node["anyOf"][0]:
            one = node.pop("anyOf")[0]
            node.update({**one, "type": [one["type"], "null"]})


def rename(document: Schema, old: str, new: str) -> None:
    """A named schema gets another name."""
    schemas = document.get("$defs") or document["components"]["schemas"]
    schemas[new] = schemas.pop(old)
    for node in nodes(document):
        if str(node.get("$ref", "")).endswith(f"/{old}"):
            node["$ref"] = node["$ref"].removesuffix(old) + new


def inline(document: Schema, name: str) -> None:
    """A named schema is written out where it is used."""
    for node in list(nodes(document)):
        if str(node.get("$ref", "")).endswith(f"/{name}"):
            del node["$ref"]
            node.update(named(document, name))


def wrap(document: Schema) -> None:
    """Every reference to a schema stands in an `allOf` of its own."""
    for node in list(nodes(document)):
        if "/schemas/" in str(node.get("$ref", "")) or "/$defs/" in str(node.get("$ref", "")):
            swap(node, allOf=[{"$ref": node["$ref"]}])


def parts_aside(document: Schema) -> None:
    """Move parameters and responses to the components."""
    document["components"]["parameters"] = {"Limit": parameter(document, "list_orders", "limit")}
    op(document, "list_orders")["parameters"][0] = {"$ref": "#/components/parameters/Limit"}
    refusal = op(document, "list_orders")["responses"]["429"]
    document["components"]["responses"] = {"TooMany": refusal}
    op(document, "list_orders")["responses"]["429"] = {"$ref": "#/components/responses/TooMany"}


def bounds_as(document: Schema, kind: type) -> None:
    """Bounds are whole numbers, or not."""
    for node in nodes(document):
        for key in ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"):
            if isinstance(node.get(key), int | float):
                node[key] = kind(node[key])


def consts(document: Schema) -> None:
    """One value is a choice of one."""
    for node in nodes(document):
        if "const" in node and not isinstance(node["const"], dict):
            node["enum"] = [node.pop("const")]


NOISE = [
    Mutant("keys come in another order", V2, lambda d: swap(d, **turned(d))),
    Mutant("an event's keys come in another order", PLACED, lambda d: swap(d, **turned(d))),
    Mutant("descriptions are removed", U, say_nothing),
    Mutant("an event's descriptions are removed", CANCELLED, say_nothing),
    Mutant("OpenAPI has a newer patch version", N, lambda d: put(d, openapi="3.1.1")),
    Mutant("null is one of the types", V2, null_as_type),
    Mutant("null by the keyword nullable", N, lambda d: swap(field(d, "Notification", "about"), type="string",
           nullable=True)),
    Mutant("schemas have other names", V1, lambda d: (
        rename(d, "Money", "Money-Output"), rename(d, "Line", "OrderLine"))),
    Mutant("an event's schemas have other names", SHIPPED, lambda d: rename(d, "Money", "chassis__money__Money")),
    Mutant("a schema is inlined", V2, lambda d: inline(d, "Status")),
    Mutant("an event's schema is inlined", PLACED, lambda d: inline(d, "Money")),
    Mutant("references stand in allOf", U, wrap),
    Mutant("an event's references stand in allOf", PLACED, wrap),
    Mutant("a single alternative", N, lambda d: put(body(d, "put_preferences"), schema={
        "oneOf": [body(d, "put_preferences")["schema"]]})),
    Mutant("parameters and responses move to the components", V2, parts_aside),
    Mutant("bounds are floats", V2, lambda d: bounds_as(d, float)),
    Mutant("bounds are integers", V1, lambda d: bounds_as(d, int)),
    Mutant("bounds are exclusive", V2, lambda d: put(parameter(d, "list_orders", "limit")["schema"], minimum=None,
           exclusiveMinimum=0)),
    Mutant("a constant is an enum of one value", ERASED, consts),
    Mutant("an event's value needs no type", CHANGED, lambda d: field(d, "", "name").pop("type")),
    Mutant("null is the default", V2, lambda d: parameter(d, "list_orders", "cursor")["schema"].update(default=None)),
    Mutant("tags come in another order", N, lambda d: (op(d, "get_preferences")["tags"].insert(0, "settings"))),
    Mutant("an explicit default", U, lambda d: named(d, "Profile").update(additionalProperties=True)),
    Mutant("an explicit bound of zero", ERASED, lambda d: d["properties"].update(trace={
        **d["properties"]["trace"], "minLength": 0})),
    Mutant("required comes in another order", PLACED, lambda d: d["required"].reverse()),
    Mutant("choices come in another order", N, lambda d: named(d, "Kind")["x-extensible-enum"].reverse()),
    Mutant("examples change", V2, lambda d: put(field(d, "Bestseller", "pieces"), examples=[1], example=2)),
    Mutant("an extension is new", U, lambda d: op(d, "get_profile").update({"x-codegen": {"name": "profile"}})),
    Mutant("a server is new", V1, lambda d: d.update(servers=[{"url": "https://elsewhere.example"}])),
    Mutant("a token has a format", V2,
           lambda d: put(d["components"]["securitySchemes"]["token"], bearerFormat="opaque")),
    Mutant("the token's scheme has another name", N, lambda d: (
        d["components"]["securitySchemes"].update(bearer=d["components"]["securitySchemes"].pop("token")),
        [one.update(security=[{"bearer": []}]) for one in nodes(d["paths"]) if "security" in one])),
    Mutant("security is declared once for all operations", N, lambda d: (
        [one.pop("security") for one in nodes(d["paths"]) if "security" in one],
        d.update(security=[{"token": []}]))),
]  # fmt: skip
