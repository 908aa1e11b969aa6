"""Refusals: one family, and what they look like to a client."""

from __future__ import annotations

import re

import pytest

from chassis.core import errors
from chassis.core.errors import Problem

FAMILY = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Problem)]


def drawn() -> dict[str, tuple[str, int | None]]:
    """The tree in the module's docstring: each name with its parent and its status."""
    branch = re.compile(r"^(?P<indent>[ |]*)[|`]-- (?P<name>[A-Z]\w+) *(?P<status>\d{3})?", re.MULTILINE)
    above, tree = ["Problem"], {}
    for each in branch.finditer(errors.__doc__ or ""):
        depth = len(each["indent"]) // 4 + 1
        above[depth:] = [each["name"]]
        tree[each["name"]] = above[depth - 1], int(each["status"]) if each["status"] else None
    return tree


def test_the_tree_in_the_docstring_is_the_family_as_it_is() -> None:
    family = {kind.__name__: kind.__bases__[0].__name__ for kind in FAMILY if kind is not Problem}

    assert {name: parent for name, (parent, _) in drawn().items()} == family


def test_the_tree_tells_the_status_of_each_branch() -> None:
    statuses = {name: status for name, (_, status) in drawn().items() if status}

    assert statuses == {name: vars(errors)[name].status for name in statuses}
    assert all(status for parent, status in drawn().values() if parent == "Problem")


@pytest.mark.parametrize("kind", FAMILY)
def test_every_refusal_says_what_it_is(kind: type[Problem]) -> None:
    body = kind("Try again.", missing=3).body()

    assert re.fullmatch("urn:souk:problem:[a-z-]+", body["type"])
    assert body["title"].endswith(".")
    assert body["status"] == kind.status
    assert (body["detail"], body["missing"]) == ("Try again.", 3)
    assert "detail" not in kind().body()


def test_the_type_is_the_name() -> None:
    class OutOfStock(errors.Conflict):
        """There is less in stock than was ordered."""

    assert OutOfStock.type() == "urn:souk:problem:out-of-stock"
    assert OutOfStock.title() == "There is less in stock than was ordered."


def test_who_should_come_back_is_told_when() -> None:
    assert errors.Unavailable().headers() == {"Retry-After": "5"}
    assert errors.StillInProgress().headers() == {"Retry-After": "1"}
    assert errors.NotFound().headers() == {}


def test_who_should_sign_in_is_told_how() -> None:
    assert errors.Unauthenticated().headers() == {"WWW-Authenticate": "Bearer"}


def test_a_repeated_event_is_no_refusal() -> None:
    assert not issubclass(errors.AlreadyHandled, Problem)
