"""The pages that people wrote, as they are; only what leads out of the site leads nowhere."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from souk.site.markdown import Pages, lines, tree

TOP = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?![a-z]+:|#)([^)#]+)(#[^)]*)?\)")
ELSEWHERE = {"contracts/openapi": "apis/index.md", "contracts/events": "events/index.md"}
DECISIONS = "docs/decisions/README.md"


def pages(root: Path) -> Pages:
    """README, what is in docs/, and the decisions."""
    found = [*(root / name for name in TOP), *sorted((root / "docs").rglob("*.md"))]
    texts = {str(path.relative_to(root)): path.read_text() for path in found}
    inside = {path: _linked(path, text, texts) for path, text in texts.items()}
    decisions = sorted(path.name for path in (root / "docs/decisions").glob("[0-9]*.md"))
    return {**inside, DECISIONS: lines(inside[DECISIONS], tree(*decisions))}


def _linked(page: str, text: str, texts: Pages) -> str:
    """The page; a link to what isn't in the site becomes its own text."""
    folder = posixpath.dirname(page)

    def lead(match: re.Match[str]) -> str:
        said, to, anchor = match[1], match[2], match[3] or ""
        wanted = posixpath.normpath(posixpath.join(folder, to))
        if wanted in texts:
            return f"[{said}]({to}{anchor})"
        if wanted in ELSEWHERE:
            return f"[{said}]({posixpath.relpath(ELSEWHERE[wanted], folder or '.')})"
        return said

    return LINK.sub(lead, text)
