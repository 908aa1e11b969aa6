"""Text that people enter: what is taken, and what isn't."""

from __future__ import annotations

import pytest

from chassis.core.text import reject_forbidden, strip_forbidden

UNFIT = [
    *("\0", "\t", "\n", "\x1b", "\x7f", "\x85", "\u2028"),
    *("\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069"),
    *("\ufdd0", "\ufdef", "\ufffd", "\ufffe", "\uffff", "\U0001ffff", "\U0010fffe"),
]


@pytest.mark.parametrize("character", UNFIT, ids=ascii)
def test_what_can_not_be_carried_or_reads_as_something_else_is_refused(character: str) -> None:
    with pytest.raises(ValueError, match="can't be taken"):
        reject_forbidden(f"Ada{character}Quist")


NAMES = [
    *("Ada Quist", "O'Neil-Åse", "Łukasz", "Нина", "שרה", "山田"),
    *("\u0645\u06cc\u200c\u062e\u0648", "\U0001f469\u200d\U0001f680"),  # zero-width joiners belong to these
]


@pytest.mark.parametrize("name", NAMES)
def test_the_names_of_people_are_taken(name: str) -> None:
    assert reject_forbidden(name) == name
    assert strip_forbidden(name) == name


def test_what_was_entered_elsewhere_is_rid_of_it() -> None:
    assert strip_forbidden(" Ada\0 \u202eQuist\uffff\n") == "Ada Quist"
