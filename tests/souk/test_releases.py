"""Releases can be read back, and equal the files of the repository."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from souk.contracts import export, releases
from souk.contracts.releases import Change, Release

ROOT = Path(__file__).resolve().parents[2]


def test_the_first_release_is_kept_with_its_contracts():
    first = releases.read(ROOT)[-1]

    assert (first.version, first.date) == ("0.1.0", date(2026, 11, 24))
    assert {change.kind for change in first.changes} == {"added"}


def test_what_is_written_is_read_again(tmp_path: Path):
    history = [Release("0.2.0", date(2027, 1, 2), (Change("orders.v1", "breaking", "place_order is gone: “why”"),))]
    (tmp_path / releases.RELEASED).mkdir(parents=True)

    (tmp_path / releases.RELEASED / "releases.json").write_text(releases.render(history))

    assert releases.read(tmp_path) == history


def test_what_was_released_is_no_stale_contract():
    assert not [path for path in export.stale(ROOT) if "released" in path]
