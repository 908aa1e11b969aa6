"""Pieces of Markdown, as MyST reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

Pages = dict[str, str]


def lines(*blocks: str) -> str:
    """A page of blocks, those that are empty left out."""
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def code(text: Any) -> str:
    """Something as it is typed."""
    return f"`{text}`" if text != "" else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; nothing at all if it has no rows."""
    cells = [[_cell(cell) for cell in row] for row in rows]
    if not cells:
        return ""
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *cells])


def example(content: Any) -> str:
    """A JSON value, as a block."""
    return f"```json\n{json.dumps(content, indent=2, ensure_ascii=False)}\n```"


def tree(*entries: str, caption: str = "") -> str:
    """A part of the site's table of contents."""
    options = [f":caption: {caption}"] if caption else []
    return "\n".join(["```{toctree}", *options, ":hidden:", "", *entries, "```"])


def target(name: str) -> str:
    """A place that links can lead to."""
    return f"({name})="


def link(text: str, name: str) -> str:
    """A link to such a place."""
    return f"[{text}](#{name})"


def badge(text: str, kind: str) -> str:
    """A word that stands out; `kind` says how."""
    return f'<span class="souk-badge souk-{kind}">{text}</span>'


def note(kind: str, title: str, text: str) -> str:
    """A box."""
    return f":::{{admonition}} {title}\n:class: {kind}\n\n{text}\n:::"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
