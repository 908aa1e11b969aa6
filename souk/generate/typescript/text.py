"""TypeScript source: names, literals, comments, indentation."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable

HEAD = "// Generated from contracts/openapi by `souk sdk`. Do not edit.\n"
WIDTH = 112


def pascal(name: str) -> str:
    """`out-of-stock` as the name of a class."""
    return "".join(word[:1].upper() + word[1:] for word in re.split("[-_.]", name))


def camel(name: str) -> str:
    """`place_order` as the name of a method."""
    return pascal(name)[:1].lower() + pascal(name)[1:]


def quoted(value: str | bool) -> str:
    """A value as a literal."""
    return json.dumps(value)


def comment(paragraphs: Iterable[str]) -> str:
    """A documentation comment."""
    lines = [line for text in paragraphs for line in textwrap.wrap(text.replace("*/", "*\\/"), WIDTH)]
    if len(lines) == 1:
        return f"/** {lines[0]} */\n"
    return "".join(["/**\n", *(f" * {line}\n" for line in lines), " */\n"])


def indented(code: str) -> str:
    """The code, indented by one level."""
    return "".join(f"  {line}" if line.strip() else line for line in code.splitlines(keepends=True))
