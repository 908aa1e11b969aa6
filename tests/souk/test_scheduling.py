"""The tests run in an order that leaves no long group for the end."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests import scheduling


def a_test(name: str, group: str = "", cloud: bool = False) -> Any:
    marks = {"xdist_group": SimpleNamespace(args=(group,))} if group else {}
    marks |= {"cloud": SimpleNamespace(args=())} if cloud else {}
    return SimpleNamespace(nodeid=name, get_closest_marker=marks.get)


def test_long_groups_come_first_and_fast_tests_last_and_otherwise_all_stay_in_order() -> None:
    items = [
        a_test("fast 1"),
        a_test("cloud 1", cloud=True),
        a_test("short group", "site"),
        a_test("chaos", "chaos", cloud=True),
        a_test("fast 2"),
        a_test("clones 1", "two environments", cloud=True),
        a_test("cloud 2", cloud=True),
        a_test("clones 2", "two environments"),
    ]

    assert [item.nodeid for item in scheduling.in_order(items)] == [
        *("clones 1", "clones 2", "chaos", "short group", "cloud 1", "cloud 2", "fast 1", "fast 2"),
    ]
