"""Schemas that are hard to compare: those that contain themselves, alternatives, several schemas in one."""

from __future__ import annotations

from typing import Any

import pytest

from souk.contracts.compat import schemas
from souk.contracts.compat.rules import Direction

SENT, RECEIVED = Direction.SENT, Direction.RECEIVED
TREE = {"type": "object", "properties": {"size": {"type": "integer"}, "left": {"$ref": "#/$defs/Tree"}}}


def changes(old: Any, new: Any, direction: Direction = RECEIVED) -> list[tuple[str, str, bool]]:
    """The path and rule of each change, and whether it breaks."""
    differences = schemas.compare((old, old), (new, new), direction)
    return [(change.path, change.rule, change.breaking) for change in differences]


def of(name: str, **schemas_: Any) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}", "$defs": schemas_}


def test_what_contains_itself_is_looked_at_once():
    other = {**TREE, "properties": {**TREE["properties"], "size": {"type": "string"}}}

    assert changes(of("Tree", Tree=TREE), of("Tree", Tree=TREE)) == []
    assert changes(of("Tree", Tree=TREE), of("Tree", Tree=other)) == [("size", "type", True)]


def test_two_that_contain_each_other_are_looked_at_once():
    one = {"type": "object", "properties": {"two": {"$ref": "#/$defs/Two"}}}
    two = {"type": "object", "properties": {"one": {"$ref": "#/$defs/One"}, "name": {"type": "string"}}}
    longer = {**two, "properties": {**two["properties"], "name": {"type": "integer"}}}

    assert changes(of("One", One=one, Two=two), of("One", One=one, Two=longer)) == [("two.name", "type", True)]


def test_what_only_leads_to_itself_ends():
    endless = of("A", A={"anyOf": [{"$ref": "#/$defs/A"}, {"type": "string"}]})

    assert changes(endless, endless) == []


def test_what_is_written_out_once_is_still_what_contains_itself():
    once = {**TREE, "properties": {**TREE["properties"], "left": {"$ref": "#/$defs/Tree"}}}

    assert changes(of("Tree", Tree=TREE), of("Root", Root=once, Tree=TREE)) == []


@pytest.mark.parametrize("key", ["anyOf", "oneOf"])
def test_an_alternative_more_breaks_who_receives_and_one_less_who_sends(key: str):
    one = {key: [{"type": "string"}, {"type": "integer"}]}
    more = {key: [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}

    assert changes(one, more, RECEIVED) == [("", "branch", True)]
    assert changes(one, more, SENT) == [("", "branch", False)]
    assert changes(more, one, RECEIVED) == [("", "branch", False)]
    assert changes(more, one, SENT) == [("", "branch", True)]


def test_an_alternative_that_was_allowed_already_is_no_change_for_who_receives():
    one = {"anyOf": [{"type": "string"}, {"type": "number"}]}
    more = {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "integer", "minimum": 1}]}

    assert changes(one, more) == []


def test_named_alternatives_are_told_apart_by_their_names():
    cat = {"type": "object", "properties": {"lives": {"type": "integer"}}}
    dog = {"type": "object", "properties": {"tricks": {"type": "integer"}}}
    old = {"oneOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}], "$defs": {"Cat": cat, "Dog": dog}}
    odd = {"type": "object", "properties": {"tricks": {"type": "string"}}}
    new = {"oneOf": [{"$ref": "#/$defs/Dog"}, {"$ref": "#/$defs/Cat"}], "$defs": {"Cat": cat, "Dog": odd}}

    assert changes(old, new) == [("tricks", "type", True)]


def test_several_schemas_in_one_are_what_they_add_up_to():
    base = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
    rest = {"type": "object", "properties": {"name": {"type": "string", "maxLength": 9}}, "required": ["name"]}
    flat = {
        "type": "object",
        "properties": {"id": {"type": "string"}, "name": {"type": "string", "maxLength": 9}},
        "required": ["id", "name"],
    }

    assert changes({"allOf": [base, rest]}, flat) == []
    assert changes(flat, {"allOf": [base, rest]}, SENT) == []
    assert changes({"allOf": [base]}, flat, SENT) == [("name", "added", True)]


def test_the_tighter_of_two_bounds_counts():
    both = {"allOf": [{"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 5}]}

    assert changes(both, {"type": "string", "maxLength": 5}) == []


def test_what_nothing_fits_is_never_let_through_unseen():
    assert any(breaking for _, _, breaking in changes({"type": "string"}, False, SENT))


@pytest.mark.parametrize(("old", "new"), [(1, True), (0, False), ("1", 1), ([], {})])
def test_values_that_only_look_equal_are_other_values(old: Any, new: Any):
    assert {breaking for _, _, breaking in changes({"enum": [old]}, {"enum": [new]})} == {True}


def enum(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def open_enum(*values: str) -> dict[str, Any]:
    return {"type": "string", "x-extensible-enum": list(values)}


@pytest.mark.parametrize(
    ("old", "new", "received", "sent"),
    [
        (enum("a"), enum("a", "b"), [("enum", True)], [("enum", False)]),
        (enum("a", "b"), enum("a"), [("enum", False)], [("enum", True)]),
        (enum("a"), {"type": "string"}, [("enum", True)], [("enum", False)]),
        (enum("a", "b"), {"enum": ["b", "a"]}, [], []),
        (enum("a"), open_enum("a"), [("opened", False)], [("opened", False)]),
        (enum("a"), open_enum("a", "b"), [("opened", False), ("open", True)], [("opened", False), ("open", False)]),
        (open_enum("a"), open_enum("a", "b"), [("open", False)], [("open", False)]),
        (open_enum("a", "b"), open_enum("b"), [("open", False)], [("open", False)]),
        (open_enum("a"), enum("a"), [("enum", False)], [("enum", True)]),
        (open_enum("a"), {"type": "string"}, [("open", False)], [("open", False)]),
        ({"type": "string"}, open_enum("a"), [("open", False)], [("open", False)]),
    ],
    ids=str,
)
def test_an_open_enum_may_gain_values_and_a_closed_one_only_where_it_is_sent(
    old: dict[str, Any], new: dict[str, Any], received: list[tuple[str, bool]], sent: list[tuple[str, bool]]
):
    assert changes(old, new, RECEIVED) == [("", rule, breaking) for rule, breaking in received]
    assert changes(old, new, SENT) == [("", rule, breaking) for rule, breaking in sent]


def test_a_map_is_compared_by_what_it_holds():
    old = {"type": "object", "additionalProperties": {"type": "integer"}}

    assert changes(old, {"type": "object", "additionalProperties": {"type": "number"}}) == [("*", "type", True)]
    assert changes(old, {"type": "object"}) == [("*", "type", True)]
    assert changes(old, {"type": "object"}, SENT) == [("*", "type", False)]
