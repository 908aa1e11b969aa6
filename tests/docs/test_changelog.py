"""The changelog: one line per entry, grouped, and its releases are those of the contracts and of the package."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from souk.contracts import releases

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
LONGEST = 120
GROUP = "### (Added|Changed|Deprecated|Removed|Fixed|Security)"
ENTRY = r"- [A-Z][\w ]*: .+"


def test_each_entry_is_one_line_that_begins_with_its_area():
    _, *sections = re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)

    lines = [line for section in sections for line in section.splitlines()[1:] if line]

    assert [line for line in lines if not re.fullmatch(f"{GROUP}|{ENTRY}", line) or len(line) > LONGEST] == []


def test_no_entry_stands_twice():
    entries = re.findall(r"^- .+", CHANGELOG, re.MULTILINE)

    assert [entry for entry in set(entries) if entries.count(entry) > 1] == []


def test_its_releases_are_those_of_the_contracts_newest_first():
    headings = re.findall(r"^## (\S+) - (\S+)$", CHANGELOG, re.MULTILINE)

    assert headings == [(release.version, release.date.isoformat()) for release in releases.read(ROOT)]


def test_the_package_has_the_version_of_the_last_release():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["version"] == releases.read(ROOT)[0].version
