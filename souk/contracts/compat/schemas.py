"""Two schemas compared, from the consumer's side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from souk.contracts.compat.keywords import comparable, of_keywords
from souk.contracts.compat.normalize import Branch, Shape, shape
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.rules import Difference, Direction, Way, hurts


def compare(old: tuple[Schema, Any], new: tuple[Schema, Any], direction: Direction) -> list[Difference]:
    """Every change between two schemas, each given with the document that its `$ref`s are of."""
    looking = _Comparison(old[0], new[0], direction)
    found = looking.shapes(shape(*old), shape(*new), _Place())
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Place:
    path: str = ""
    anchor: str = ""
    above: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    """The pairs of named schemas that are being compared further up: what contains itself is looked at once."""

    def below(self, step: str) -> _Place:
        return replace(self, path=_joined(self.path, step), anchor=_joined(self.anchor, step) if self.anchor else "")

    def at(self, old: Branch, new: Branch) -> _Place:
        name = old.name or new.name
        return replace(self, anchor=name or self.anchor, above=self.above | {(old.ref, new.ref)})


def _joined(path: str, step: str) -> str:
    return step if not path else f"{path}{step}" if step.startswith("[") else f"{path}.{step}"


@dataclass(frozen=True)
class _Comparison:
    old: Schema
    new: Schema
    direction: Direction

    def shapes(self, old: Shape, new: Shape, place: _Place) -> Iterator[Difference]:
        if self.direction is Direction.SENT and old.default != new.default and old.default is not None:
            words = f"means {_json(new.default)} now" if new.default is not None else "has no default now"
            yield self._difference(place, "default", Way.MOVED, f"{words} when left out, was {_json(old.default)}")
        if old.null is not new.null and not (old.anything or new.anything):
            way, words = (Way.GREW, "may be null now") if new.null else (Way.SHRANK, "may not be null any more")
            yield self._difference(place, "null", way, words)
        pairs, lost, gained = _paired(list(old.branches), list(new.branches))
        for was, is_ in pairs:
            yield from self._branches(was, is_, place)
        for branch in lost:
            if not any(self._holds(other, branch, place, swapped=True) for other in new.branches):
                yield self._difference(place, "branch", Way.SHRANK, f"may no longer be {_called(branch)}")
        for branch in gained:
            if not any(self._holds(other, branch, place, swapped=False) for other in old.branches):
                yield self._difference(place, "branch", Way.GREW, f"may be {_called(branch)} now")

    def _holds(self, outer: Branch, inner: Branch, place: _Place, swapped: bool) -> bool:
        """Whether whatever fits `inner` fits `outer`; `swapped` if `inner` is the old one."""
        documents = (self.new, self.old) if swapped else (self.old, self.new)
        looking = _Comparison(*documents, Direction.RECEIVED)
        return not any(found.breaking for found in looking._branches(outer, inner, place))

    def _branches(self, old: Branch, new: Branch, place: _Place) -> Iterator[Difference]:
        if old.ref and new.ref and (old.ref, new.ref) in place.above:
            return
        here = place.at(old, new) if old.ref or new.ref else place
        for rule, way, words in of_keywords(old.keywords, new.keywords):
            yield self._difference(here, rule, way, words)
        if not comparable(old.keywords, new.keywords):
            return
        yield from self._properties(old.keywords, new.keywords, here)
        yield from self._others(old.keywords, new.keywords, here)
        if "items" in old.keywords or "items" in new.keywords:
            yield from self._inner(old.keywords.get("items", {}), new.keywords.get("items", {}), here.below("[]"))

    def _inner(self, old: Any, new: Any, place: _Place) -> Iterator[Difference]:
        return self.shapes(shape(self.old, old), shape(self.new, new), place)

    def _properties(self, old: Schema, new: Schema, place: _Place) -> Iterator[Difference]:
        was, is_ = old.get("properties", {}), new.get("properties", {})
        required, requires = old.get("required", []), new.get("required", [])
        for name in dict.fromkeys([*was, *is_, *required, *requires]):
            here = place.below(name)
            if name not in was and name not in required:
                yield self._added(here, name in requires)
            elif name not in is_ and name not in requires:
                words = "is no longer taken" if self.direction is Direction.SENT else "is gone"
                yield self._difference(here, "removed", Way.MOVED, words)
            else:
                yield from self._presence(here, name in required, name in requires)
                yield from self._inner(was.get(name, {}), is_.get(name, {}), here)

    def _added(self, place: _Place, required: bool) -> Difference:
        if self.direction is Direction.RECEIVED:
            # Who reads ignores what it doesn't know, also where the schema is closed: docs/api.md says so.
            return self._difference(place, "added", Way.SHRANK, "is new")
        way = Way.SHRANK if required else Way.GREW
        return self._difference(place, "added", way, "is new and required" if required else "is new, optional")

    def _presence(self, place: _Place, before: bool, after: bool) -> Iterator[Difference]:
        if after and not before:
            words = "is required now" if self.direction is Direction.SENT else "is always there now"
            yield self._difference(place, "required", Way.SHRANK, words)
        elif before and not after:
            words = "is optional now" if self.direction is Direction.SENT else "may be missing now"
            yield self._difference(place, "required", Way.GREW, words)

    def _others(self, old: Schema, new: Schema, place: _Place) -> Iterator[Difference]:
        """Fields that no property names."""
        was, is_ = old.get("additionalProperties", True), new.get("additionalProperties", True)
        if (was is False) is not (is_ is False):
            words = "has no other fields now" if is_ is False else "may have other fields now"
            narrower = is_ is False or self.direction is Direction.RECEIVED
            yield self._difference(place, "closed", Way.SHRANK if narrower else Way.GREW, words)
        elif was is not False and (was is not True or is_ is not True):
            yield from self._inner(was, is_, place.below("*"))

    def _difference(self, place: _Place, rule: str, way: Way, what: str) -> Difference:
        return Difference(place.path, what, hurts(way, self.direction), rule, place.anchor)


def _paired(old: list[Branch], new: list[Branch]) -> tuple[list[tuple[Branch, Branch]], list[Branch], list[Branch]]:
    """Which branch became which, those that went, and those that came."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])], [], []
    pairs: list[tuple[Branch, Branch]] = []
    for alike in (_same_keywords, _same_name, _same_type):
        for was in list(old):
            match = next((is_ for is_ in new if alike(was, is_)), None)
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


def _called(branch: Branch) -> str:
    if branch.name:
        return f"`{branch.name}`"
    if "enum" in branch.keywords:
        return ", ".join(map(_json, branch.keywords["enum"]))
    return f"of type {branch.type}" if branch.type else "of any type"


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
