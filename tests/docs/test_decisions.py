"""The decisions: in order, each with its date, its status and what it follows, and an index of their titles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "docs/decisions"
PAGES = {path.name: path.read_text() for path in sorted(FOLDER.glob("[0-9]*.md"))}
LINK = r"\[\d{4}\]\(\d{4}-[a-z0-9-]+\.md\)"
STATUS = re.compile(rf"(\d{{4}}-\d\d-\d\d), (?:accepted|superseded by ({LINK}))(?:; follows ({LINK}(?:, {LINK})*))?\.")


def status(page: str) -> re.Match[str]:
    """The third line: date, status, earlier decisions."""
    match = STATUS.fullmatch(PAGES[page].splitlines()[2])
    assert match, f"{page} needs a third line like `2026-11-23, accepted; follows [0001](0001-a-decision.md).`"
    return match


def linked(links: str | None) -> list[str]:
    return re.findall(r"\(([^)]+)\)", links or "")


@pytest.mark.parametrize("page", PAGES)
def test_a_decision_has_a_status_and_the_same_sections(page: str) -> None:
    assert status(page)
    assert re.findall("^## (.+)", PAGES[page], re.MULTILINE) == ["Context", "Decision", "Rejected", "Consequences"]


@pytest.mark.parametrize("page", PAGES)
def test_it_follows_earlier_decisions_and_is_superseded_by_a_later_one(page: str) -> None:
    _, successor, earlier = status(page).groups()

    assert [other for other in linked(earlier) if other not in PAGES or other >= page] == []
    for other in linked(successor):
        assert other > page
        assert page in linked(status(other)[3])


def test_they_stand_in_the_order_in_which_they_were_taken() -> None:
    dates = [status(page)[1] for page in PAGES]

    assert dates == sorted(dates)


def test_the_index_names_every_decision_once_in_order_by_its_title() -> None:
    listed = re.findall(r"\((\d{4}-[^)]+)\) (.+)", (FOLDER / "README.md").read_text())

    assert [(page, f"# {int(page[:4])}. {title}") for page, title in listed] == [
        (page, text.splitlines()[0]) for page, text in PAGES.items()
    ]
