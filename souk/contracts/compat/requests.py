"""Comparison of requests: parameters, bodies and credentials."""

from __future__ import annotations

from collections.abc import Iterator

from souk.contracts.compat.operations import Operation
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.rules import Difference, Direction, PartDifference
from souk.contracts.compat.schemas import compare, compare_content


def compare_requests(old: Operation, new: Operation) -> Iterator[PartDifference]:
    """Every change in the requests of an operation."""
    yield from _parameters(old, new)
    yield from (("body", difference) for difference in _body(old, new))
    yield from (("", difference) for difference in _security(old, new))


def _parameters(old: Operation, new: Operation) -> Iterator[PartDifference]:
    before, after = old.parameters, new.parameters
    for key in dict.fromkeys([*before, *after]):
        was, is_ = before.get(key), after.get(key)
        shown = was or is_ or {}
        part, name = f"{shown['in']} parameter", shown["name"]
        if was is None or is_ is None:
            yield part, _appearance(name, is_)
        else:
            for difference in _parameter(old, new, was, is_):
                yield part, _inside(name, difference)


def _parameter(old: Operation, new: Operation, was: Schema, is_: Schema) -> Iterator[Difference]:
    if was["in"] == "path" and was["name"] != is_["name"]:
        yield Difference("", f"is called `{is_['name']}` now, also in the SDKs", breaking=True, rule="renamed")
    yield from _requiredness(was, is_)
    for key, default in (("style", None), ("explode", None), ("allowReserved", False), ("content", None)):
        if was.get(key, default) != is_.get(key, default):
            yield Difference("", f"is serialized differently (`{key}`)", breaking=True, rule="unknown")
    schemas = (old.document, was.get("schema", {})), (new.document, is_.get("schema", {}))
    yield from compare(*schemas, Direction.SENT)


def _body(old: Operation, new: Operation) -> Iterator[Difference]:
    was, is_ = old.body, new.body
    if was is not None and is_ is not None:
        yield from _requiredness(was, is_)
        yield from compare_content((old.document, was), (new.document, is_), Direction.SENT)
    elif was is not is_:
        yield _appearance("", is_)


def _appearance(path: str, new: Schema | None) -> Difference:
    """A parameter or body that was added, or (`new` is None) removed."""
    if new is None:
        return Difference(path, "is no longer accepted", breaking=True, rule="removed")
    required = bool(new.get("required"))
    return Difference(path, f"is new{' and required' if required else ', optional'}", breaking=required, rule="added")


def _requiredness(was: Schema, is_: Schema) -> Iterator[Difference]:
    required = bool(is_.get("required"))
    if bool(was.get("required")) is not required:
        words = f"is {'required' if required else 'optional'} now"
        yield Difference("", words, breaking=required, rule="required")


def _security(old: Operation, new: Operation) -> Iterator[Difference]:
    before, after = old.security, new.security
    if before == after:
        return
    rejected = any(not any(required <= present for required in after) for present in before)
    words = f"needs {new.security_text} now, needed {old.security_text}"
    if old.security_text == new.security_text:
        words = f"takes another kind of {new.security_text} now"
    yield Difference("", words, breaking=rejected, rule="security")


def _inside(name: str, difference: Difference) -> Difference:
    """The change of a parameter's schema, with a path that begins with the parameter's name."""
    path = difference.path
    full_path = f"{name}{path}" if path.startswith("[") else f"{name}.{path}" if path else name
    return Difference(full_path, difference.what, difference.breaking, difference.rule, difference.anchor)
