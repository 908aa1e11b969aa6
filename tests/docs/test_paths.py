"""Every path that a page names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [
    path.name for path in ROOT.iterdir() if path.name in ("contracts", "docs", "sdk", "services", "souk", "tests")
]
FILES = {str(path.relative_to(ROOT)) for folder in FOLDERS for path in (ROOT / folder).rglob("*.*")}
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "sdk/README.md", "sdk/typescript/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
IN_TREE = re.compile(rf"(?<![\w./@:-])(?:{'|'.join(FOLDERS)})/[\w./-]*[\w/]")
FILE_NAME = re.compile(r"(?<=`)[\w./-]+\.(?:py|toml|yaml|ts|mjs|md)(?=`)")


PLACEHOLDER = re.compile(r"\b[A-Z]+\b/?")
ONLY_AT_TIMES = "waivers.toml"


def missing(text: str) -> set[str]:
    """Paths from a folder of the tree that do not exist there, and file names that no file has."""
    prose = FENCE.sub("", text).replace(ONLY_AT_TIMES, "")
    gone = {path for path in IN_TREE.findall(prose) if not (ROOT / PLACEHOLDER.split(path)[0]).exists()}
    names = {name for name in FILE_NAME.findall(prose) if not (ROOT / name).exists()}
    return gone | {name for name in names if not any(file.endswith(f"/{name}") for file in FILES)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_paths_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text()

    # A superseded decision keeps the names of its day.
    assert missing(text) == set() or ", superseded by " in text.splitlines()[2]


@pytest.mark.parametrize(
    "text", ["see souk/nowhere/file.py", "in `nowhere.py`", "`orders/nowhere.py`", "`docs/nowhere/`"]
)
def test_a_path_that_does_not_exist_is_noticed(text: str) -> None:
    assert missing(text)
