"""The pages of the checkout, unchanged but for links to files outside the site."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from souk.site.markdown import Pages, lines, tree

TOP = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?![a-z]+:|#)([^)#]+)(#[^)]*)?\)")
MOVED = {"contracts/openapi": "apis/index.md", "contracts/events": "events/index.md"}
DECISIONS = "docs/decisions/README.md"


def pages(root: Path) -> Pages:
    """README, docs/ and the decisions."""
    paths = [*(root / name for name in TOP), *sorted((root / "docs").rglob("*.md"))]
    texts = {str(path.relative_to(root)): path.read_text() for path in paths}
    inside = {path: _linked(path, text, texts) for path, text in texts.items()}
    decisions = sorted(path.name for path in (root / "docs/decisions").glob("[0-9]*.md"))
    return {**inside, DECISIONS: lines(inside[DECISIONS], tree(*decisions))}


def _linked(page: str, text: str, texts: Pages) -> str:
    """The page; a link to a file outside the site becomes its text."""
    folder = posixpath.dirname(page)

    def relink(match: re.Match[str]) -> str:
        label, path, anchor = match[1], match[2], match[3] or ""
        file = posixpath.normpath(posixpath.join(folder, path))
        if file in texts:
            return f"[{label}]({path}{anchor})"
        if file in MOVED:
            return f"[{label}]({posixpath.relpath(MOVED[file], folder or '.')})"
        return label

    return LINK.sub(relink, text)
