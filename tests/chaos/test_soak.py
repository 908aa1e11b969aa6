"""The soak continues after an interruption, and its report adds up."""

from pathlib import Path

from tests.chaos import soak

ROUND = {
    "orders": 5000,
    "cancelled": 625,
    "shipped": 620,
    "faults": 210,
    "seconds": 600,
    "drain": 7,
    "lost": 0,
    "doubled": 0,
    "reordered": 0,
    "mails_twice": 1,
}


def test_a_soak_without_a_journal_begins_at_the_first_round(tmp_path: Path):
    assert soak.finished(tmp_path / "soak.jsonl") == []


def test_finished_rounds_are_kept_for_the_next_start(tmp_path: Path):
    journal = tmp_path / "folder" / "soak.jsonl"

    soak.append(journal, ROUND)
    soak.append(journal, {**ROUND, "orders": 1000})

    assert [result["orders"] for result in soak.finished(journal)] == [5000, 1000]


def test_the_report_adds_up_all_rounds():
    text = soak.report([ROUND, ROUND], seed=1)

    assert "`make chaos-soak ORDERS=10000 SEED=1`" in text
    assert "10000 orders acknowledged, 1250 of them cancelled and 1240 shipped" in text
    assert "| 0 | 0 | 0 | 2 |" in text
