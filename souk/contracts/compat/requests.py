"""What a client sends, compared: parameters, body, credentials."""

from __future__ import annotations

from collections.abc import Iterator

from souk.contracts.compat.operations import Operation
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.rules import Difference, Direction
from souk.contracts.compat.schemas import compare

Seen = tuple[str, Difference]
"""A part of an operation (`body`, `200`, `query parameter`), and a change in it."""


def requests(old: Operation, new: Operation) -> Iterator[Seen]:
    """Every change in what a client must or may send."""
    yield from _parameters(old, new)
    yield from _body(old, new)
    yield from _ways_in(old, new)


def said(what: str, *, breaking: bool, rule: str, path: str = "") -> Difference:
    """A change that isn't one of a schema."""
    return Difference(path, what, breaking, rule)


def _parameters(old: Operation, new: Operation) -> Iterator[Seen]:
    before, after = old.parameters, new.parameters
    for key in dict.fromkeys([*before, *after]):
        was, is_ = before.get(key), after.get(key)
        shown = was or is_ or {}
        part, name = f"{shown['in']} parameter", shown["name"]
        if was is None:
            required = bool(shown.get("required"))
            words = "is new and required" if required else "is new, optional"
            yield part, said(words, breaking=required, rule="added", path=name)
        elif is_ is None:
            yield part, said("is no longer taken", breaking=True, rule="removed", path=name)
        else:
            for difference in _parameter(old, new, was, is_):
                yield part, _inside(name, difference)


def _parameter(old: Operation, new: Operation, was: Schema, is_: Schema) -> Iterator[Difference]:
    if was["in"] == "path" and was["name"] != is_["name"]:
        yield said(f"is called `{is_['name']}` now, also in the SDKs", breaking=True, rule="renamed")
    if bool(was.get("required")) is not bool(is_.get("required")):
        required = bool(is_.get("required"))
        yield said("is required now" if required else "is optional now", breaking=required, rule="required")
    for key, usual in (("style", None), ("explode", None), ("allowReserved", False), ("content", None)):
        if was.get(key, usual) != is_.get(key, usual):
            yield said(f"is written in another way (`{key}`)", breaking=True, rule="unknown")
    yield from compare(
        (old.document, was.get("schema", {})), (new.document, is_.get("schema", {})), direction=Direction.SENT
    )


def _body(old: Operation, new: Operation) -> Iterator[Seen]:
    was, is_ = old.body, new.body
    if was is None and is_ is None:
        return
    if was is None or is_ is None:
        required = bool((is_ or {}).get("required"))
        if is_ is None:
            yield "body", said("is no longer taken", breaking=True, rule="removed")
        else:
            words = "is new and required" if required else "is new, optional"
            yield "body", said(words, breaking=required, rule="added")
        return
    if bool(was.get("required")) is not bool(is_.get("required")):
        required = bool(is_.get("required"))
        yield "body", said("is required now" if required else "is optional now", breaking=required, rule="required")
    yield from contents(old, new, was, is_, "body", Direction.SENT)


def contents(
    old: Operation, new: Operation, was: Schema, is_: Schema, part: str, direction: Direction
) -> Iterator[Seen]:
    """Every change in a body, of a request or of an answer, in each of its content types."""
    before, after = was.get("content", {}), is_.get("content", {})
    for kind in dict.fromkeys([*before, *after]):
        if kind not in after:
            yield part, said(f"comes as {kind} no longer", breaking=True, rule="removed")
        elif kind not in before:
            yield part, said(f"comes as {kind}, too", breaking=False, rule="added")
        else:
            schemas = (before[kind].get("schema", {}), after[kind].get("schema", {}))
            for difference in compare((old.document, schemas[0]), (new.document, schemas[1]), direction):
                yield part, difference


def _ways_in(old: Operation, new: Operation) -> Iterator[Seen]:
    before, after = old.ways_in, new.ways_in
    if before == after:
        return
    refused = any(not any(needs <= has for needs in after) for has in before)
    words = f"needs {new.asks_for} now, needed {old.asks_for}"
    if old.asks_for == new.asks_for:
        words = f"takes another kind of {new.asks_for} now"
    yield "", said(words, breaking=refused, rule="security")


def _inside(name: str, difference: Difference) -> Difference:
    """The change of a parameter, told with the parameter's name."""
    path = difference.path
    told = f"{name}{path}" if path.startswith("[") else f"{name}.{path}" if path else name
    return Difference(told, difference.what, difference.breaking, difference.rule, difference.anchor)
