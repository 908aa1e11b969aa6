"""Text put into files that people write: at its place, and nothing else moves."""

from __future__ import annotations

import pytest

from souk.scaffold import edits
from souk.scaffold.edits import NoPlace

TEMPLATE = """\
# first
Lower: {Users: users, Orders: orders} # in a row
Queues:
  Orders: {Events: []}
Resources:
  Alarms: # who is watched
    - Service
    - [users, orders] # in a row
    - !If [Local, {}, "#"]
  Policy:
    - Principal:
        - !GetAtt UsersRole.Arn # it publishes
        - !GetAtt OrdersRole.Arn

  # last
"""
MODULE = '''"""A module."""

from __future__ import annotations

import os

# What there is.
TABLE = (One,)
LONG: Things = {
    One: one,  # the first
    Two: two,
}
NONE: tuple[str, ...] = ()
'''


def test_a_list_in_a_row_grows_in_its_row() -> None:
    grown = edits.add_to_yaml(TEMPLATE, ("Resources", "Alarms", 1), "reviews")

    assert grown == TEMPLATE.replace("[users, orders]", "[users, orders, reviews]")


def test_a_list_of_lines_grows_by_a_line() -> None:
    grown = edits.add_to_yaml(TEMPLATE, ("Resources", "Policy", 0, "Principal"), "!GetAtt ReviewsRole.Arn")

    line = "        - !GetAtt OrdersRole.Arn\n"
    assert grown == TEMPLATE.replace(line, line + line.replace("Orders", "Reviews"))


def test_a_mapping_in_a_row_grows_in_its_row() -> None:
    grown = edits.add_to_yaml(TEMPLATE, ("Lower",), "Reviews: reviews")

    assert grown == TEMPLATE.replace("Orders: orders}", "Orders: orders, Reviews: reviews}")


def test_a_mapping_of_lines_grows_by_a_line() -> None:
    grown = edits.add_to_yaml(TEMPLATE, ("Queues",), "Reviews: {Events: [users.UserErased.v1]}")

    line = "  Orders: {Events: []}\n"
    assert grown == TEMPLATE.replace(line, line + "  Reviews: {Events: [users.UserErased.v1]}\n")


@pytest.mark.parametrize("path", [("Resources", "Gone"), ("Resources", "Alarms", 9), ("Other", 1)])
def test_a_list_that_is_not_there_is_no_place(path: tuple[str | int, ...]) -> None:
    with pytest.raises(NoPlace):
        edits.add_to_yaml(TEMPLATE, path, "reviews")


def test_a_block_goes_before_the_one_line_that_is_meant() -> None:
    assert edits.add_before(TEMPLATE, "  # last", "  New: 1\n") == TEMPLATE.replace("  # last", "  New: 1\n  # last")
    with pytest.raises(NoPlace):
        edits.add_before(TEMPLATE, "  +- .+", "  New: 1\n")


def test_lines_follow_their_kind() -> None:
    assert edits.add_after("a =\n    1\n    2\nb =\n    3\n", "a =\n", r"    \d\n", "    9\n") == (
        "a =\n    1\n    2\n    9\nb =\n    3\n"
    )
    with pytest.raises(NoPlace):
        edits.add_after("b =\n    3\n", "a =\n", r"    \d\n", "    9\n")


@pytest.mark.parametrize(
    ("table", "item", "before", "after"),
    [
        ("TABLE", "Two", "(One,)", "(One, Two)"),
        ("LONG", "New: new", "    Two: two,\n", "    Two: two, New: new,\n"),
        ("NONE", "One", "= ()", "= (One,)"),
    ],
)
def test_a_table_of_a_module_grows(table: str, item: str, before: str, after: str) -> None:
    assert edits.add_to_table(MODULE, table, item) == MODULE.replace(before, after)


@pytest.mark.parametrize("table", ["GONE", "os"])
def test_a_table_that_is_not_there_is_no_place(table: str) -> None:
    with pytest.raises(NoPlace):
        edits.add_to_table(MODULE, table, "Two")


def test_a_definition_goes_before_its_table_and_what_is_said_of_it() -> None:
    grown = edits.add_definition(MODULE, "TABLE", "\nclass Two: ...\n")

    assert grown == MODULE.replace("# What", "class Two: ...\n\n\n# What")


def test_imports_and_what_comes_right_after_them() -> None:
    grown = edits.add_below_imports(edits.add_imports(MODULE, "import logging"), "log = 1")

    assert grown == MODULE.replace("annotations\n", "annotations\n\nimport logging\n", 1).replace(
        "import os\n", "import os\n\nlog = 1\n"
    )
