"""Elements of Markdown (MyST)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

Pages = dict[str, str]


def lines(*blocks: str) -> str:
    """A page of blocks, without empty ones."""
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def code(text: Any) -> str:
    """Inline code, within more backticks than it has in a row; empty if there is nothing to show."""
    if text == "":
        return ""
    longest = max(map(len, re.findall("`+", str(text))), default=0)
    mark, space = "`" * (longest + 1), " " if longest else ""
    return f"{mark}{space}{text}{space}{mark}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; empty if it has no rows."""
    cells = [[_cell(cell) for cell in row] for row in rows]
    if not cells:
        return ""
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *cells])


def example(content: Any) -> str:
    """A JSON value as a code block."""
    return f"```json\n{json.dumps(content, indent=2, ensure_ascii=False)}\n```"


def tree(*entries: str, caption: str = "") -> str:
    """A part of the table of contents."""
    options = [f":caption: {caption}"] if caption else []
    return "\n".join(["```{toctree}", *options, ":hidden:", "", *entries, "```"])


def target(name: str) -> str:
    """A target of links."""
    return f"({name})="


def link(text: str, name: str) -> str:
    """A link to a target."""
    return f"[{text}](#{name})"


def badge(text: str, kind: str) -> str:
    """A badge; `kind` is its style."""
    return f'<span class="souk-badge souk-{kind}">{text}</span>'


def note(kind: str, title: str, text: str) -> str:
    """An admonition."""
    return f":::{{admonition}} {title}\n:class: {kind}\n\n{text}\n:::"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
