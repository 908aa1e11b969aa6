"""Comparison of two schemas, from the consumer's side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from souk.contracts.compat.keywords import comparable, keyword_changes
from souk.contracts.compat.normalize import Branch, NormalizedSchema, normalize
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.rules import Difference, Direction, Effect, is_breaking

Node = tuple[Schema, Any]
"""A part of a document, after the document, to which its `$ref`s refer."""


def compare(old: Node, new: Node, direction: Direction) -> list[Difference]:
    """Every change between two schemas."""
    comparison = _Comparison(old[0], new[0], direction)
    return list(dict.fromkeys(comparison.schemas(normalize(*old), normalize(*new), _Location())))


def compare_content(old: Node, new: Node, direction: Direction) -> Iterator[Difference]:
    """Every change between two bodies, in each of their media types."""
    before, after = old[1].get("content", {}), new[1].get("content", {})
    for media in dict.fromkeys([*before, *after]):
        if media not in after:
            yield Difference("", f"no longer comes as {media}", breaking=True, rule="removed")
        elif media not in before:
            yield Difference("", f"comes as {media}, too", breaking=False, rule="added")
        else:
            schemas = (old[0], before[media].get("schema", {})), (new[0], after[media].get("schema", {}))
            yield from compare(*schemas, direction)


@dataclass(frozen=True)
class _Location:
    path: str = ""
    anchor: str = ""
    ancestors: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    """The pairs of named schemas on the way here: a recursive schema is compared once."""

    def below(self, step: str) -> _Location:
        return replace(self, path=_joined(self.path, step), anchor=_joined(self.anchor, step) if self.anchor else "")

    def at(self, old: Branch, new: Branch) -> _Location:
        name = old.name or new.name
        return replace(self, anchor=name or self.anchor, ancestors=self.ancestors | {(old.ref, new.ref)})


def _joined(path: str, step: str) -> str:
    return step if not path else f"{path}{step}" if step.startswith("[") else f"{path}.{step}"


@dataclass(frozen=True)
class _Comparison:
    old: Schema
    new: Schema
    direction: Direction

    def schemas(self, old: NormalizedSchema, new: NormalizedSchema, location: _Location) -> Iterator[Difference]:
        if self.direction is Direction.SENT and old.default != new.default and old.default is not None:
            now = f"defaults to {_json(new.default)} now" if new.default is not None else "has no default now"
            yield self._difference(location, "default", Effect.REPLACED, f"{now}, was {_json(old.default)}")
        if old.null is not new.null and not (old.accepts_anything or new.accepts_anything):
            effect = Effect.WIDENED if new.null else Effect.NARROWED
            yield self._difference(location, "null", effect, f"may {'' if new.null else 'not '}be null now")
        pairs, lost, gained = _pair(list(old.branches), list(new.branches))
        for was, is_ in pairs:
            yield from self._branches(was, is_, location)
        for branch in lost:
            if not any(self._covers(other, branch, location, swapped=True) for other in new.branches):
                yield self._difference(location, "branch", Effect.NARROWED, f"may no longer be {_branch_name(branch)}")
        for branch in gained:
            if not any(self._covers(other, branch, location, swapped=False) for other in old.branches):
                yield self._difference(location, "branch", Effect.WIDENED, f"may be {_branch_name(branch)} now")

    def _covers(self, outer: Branch, inner: Branch, location: _Location, swapped: bool) -> bool:
        """Whether every value of `inner` is one of `outer`; `swapped` if `inner` is the old one."""
        documents = (self.new, self.old) if swapped else (self.old, self.new)
        comparison = _Comparison(*documents, Direction.RECEIVED)
        return not any(change.breaking for change in comparison._branches(outer, inner, location))

    def _branches(self, old: Branch, new: Branch, location: _Location) -> Iterator[Difference]:
        if old.ref and new.ref and (old.ref, new.ref) in location.ancestors:
            return
        here = location.at(old, new) if old.ref or new.ref else location
        for rule, effect, words in keyword_changes(old.keywords, new.keywords):
            yield self._difference(here, rule, effect, words)
        if not comparable(old.keywords, new.keywords):
            return
        yield from self._properties(old.keywords, new.keywords, here)
        yield from self._additional_properties(old.keywords, new.keywords, here)
        if "items" in old.keywords or "items" in new.keywords:
            yield from self._nested(old.keywords.get("items", {}), new.keywords.get("items", {}), here.below("[]"))

    def _nested(self, old: Any, new: Any, location: _Location) -> Iterator[Difference]:
        return self.schemas(normalize(self.old, old), normalize(self.new, new), location)

    def _properties(self, old: Schema, new: Schema, location: _Location) -> Iterator[Difference]:
        was, is_ = old.get("properties", {}), new.get("properties", {})
        required, requires = old.get("required", []), new.get("required", [])
        for name in dict.fromkeys([*was, *is_, *required, *requires]):
            here = location.below(name)
            if name not in was and name not in required:
                yield self._added(here, name in requires)
            elif name not in is_ and name not in requires:
                words = "is no longer accepted" if self.direction is Direction.SENT else "is gone"
                yield self._difference(here, "removed", Effect.REPLACED, words)
            else:
                yield from self._requiredness(here, name in required, name in requires)
                yield from self._nested(was.get(name, {}), is_.get(name, {}), here)

    def _added(self, location: _Location, required: bool) -> Difference:
        if self.direction is Direction.RECEIVED:
            # Consumers ignore unknown fields, also where the schema is closed (docs/api.md).
            return self._difference(location, "added", Effect.NARROWED, "is new")
        effect = Effect.NARROWED if required else Effect.WIDENED
        return self._difference(location, "added", effect, "is new and required" if required else "is new, optional")

    def _requiredness(self, location: _Location, before: bool, after: bool) -> Iterator[Difference]:
        if after and not before:
            words = "is required now" if self.direction is Direction.SENT else "is always there now"
            yield self._difference(location, "required", Effect.NARROWED, words)
        elif before and not after:
            words = "is optional now" if self.direction is Direction.SENT else "may be missing now"
            yield self._difference(location, "required", Effect.WIDENED, words)

    def _additional_properties(self, old: Schema, new: Schema, location: _Location) -> Iterator[Difference]:
        """Changes of `additionalProperties`."""
        was, is_ = old.get("additionalProperties", True), new.get("additionalProperties", True)
        if (was is False) is not (is_ is False):
            words = "has no other fields now" if is_ is False else "may have other fields now"
            narrowed = is_ is False or self.direction is Direction.RECEIVED
            yield self._difference(location, "closed", Effect.NARROWED if narrowed else Effect.WIDENED, words)
        elif was is not False and (was is not True or is_ is not True):
            yield from self._nested(was, is_, location.below("*"))

    def _difference(self, location: _Location, rule: str, effect: Effect, what: str) -> Difference:
        return Difference(location.path, what, is_breaking(effect, self.direction), rule, location.anchor)


def _pair(old: list[Branch], new: list[Branch]) -> tuple[list[tuple[Branch, Branch]], list[Branch], list[Branch]]:
    """Pairs of matching branches, the removed ones, and the added ones."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])], [], []
    pairs: list[tuple[Branch, Branch]] = []
    for matches in (_same_keywords, _same_name, _same_type):
        for was in list(old):
            match = next((is_ for is_ in new if matches(was, is_)), None)
            if match is not None:
                pairs.append((was, match))
                old.remove(was)
                new.remove(match)
    if len(old) == len(new) == 1 and not (old[0].name and new[0].name):
        pairs.append((old.pop(), new.pop()))
    return pairs, old, new


def _same_keywords(old: Branch, new: Branch) -> bool:
    return _json(old.keywords) == _json(new.keywords) and bool(old.name) is bool(new.name)


def _same_name(old: Branch, new: Branch) -> bool:
    return bool(old.name) and old.name == new.name


def _same_type(old: Branch, new: Branch) -> bool:
    return old.type == new.type and (not old.name or not new.name)


def _branch_name(branch: Branch) -> str:
    if branch.name:
        return f"`{branch.name}`"
    if "enum" in branch.keywords:
        return ", ".join(map(_json, branch.keywords["enum"]))
    return f"of type {branch.type}" if branch.type else "of any type"


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
