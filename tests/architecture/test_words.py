"""Names and sentences follow the rules of the house: the field's words, and no grammar of a sentence as a name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNCHECKED = re.compile(r"sdk/souk_sdk/\w+_v\d+/|tests/released/|tests/architecture/test_words.py")
"""Generated, of a release, or about these words."""
NAMES = {"found", "known", "made", "said", "told"}
OPENING = re.compile(r"(?:^|[.!?]\s+)(?:What|Who|Whoever|Whatever)\b")
AVOIDED = re.compile(r"(?<![\w-])(?:anew|besides|meanwhile|whoever)\b", re.IGNORECASE)


@cache
def modules(folder: str) -> dict[str, str]:
    """The text of each module of a folder that people write, by its path."""
    paths = {str(path.relative_to(ROOT)): path for path in (ROOT / folder).rglob("*.py")}
    return {name: path.read_text() for name, path in sorted(paths.items()) if not UNCHECKED.match(name)}


@cache
def nodes(text: str) -> list[ast.AST]:
    """The syntax of a module."""
    return list(ast.walk(ast.parse(text)))


def bound(text: str) -> Iterator[tuple[int, str]]:
    """Names that a module binds: variables, parameters, fields, with their lines."""
    for node in nodes(text):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def docstrings(text: str) -> Iterator[tuple[int, str]]:
    """Docstrings of modules, classes, functions and fields, with their lines."""
    for node in nodes(text):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value


def names(text: str) -> list[int]:
    return [line for line, name in bound(text) if name in NAMES]


def openings(text: str) -> list[int]:
    return [line for line, docstring in docstrings(text) for _ in OPENING.findall(docstring)]


def avoided(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) for _ in AVOIDED.findall(line)]


def bad(page: str) -> list[str]:
    """Sentences, items and cells of a page that begin badly, and its avoided words; code is left out."""
    prose = re.sub(r"^```.*?^```|`[^`]*`", "", page, flags=re.MULTILINE | re.DOTALL)
    starts = re.findall(r"^(?:- |\| |#+ )?(?:\*\*)?(?:What|Who|Whoever|Whatever) .*", prose, re.MULTILINE)
    return [*starts, *AVOIDED.findall(prose), *(match.strip() for match in OPENING.findall(" ".join(prose.split())))]


@pytest.mark.parametrize("folder", ["sdk", "services", "souk", "tests"])
@pytest.mark.parametrize("rule", [names, openings, avoided])
def test_no_word_breaks_a_rule(rule, folder):
    assert [f"{name}:{line}" for name, text in modules(folder).items() for line in rule(text)] == []


def test_each_rule_finds_what_it_is_for():
    assert names("def f(told):\n    found = 1\n    for made in told: pass") == [1, 2, 3]
    assert openings('"""Fine. What is this?"""\nx = 1\n"""Whoever."""') == [1, 3]
    assert avoided("# done anew\n'changed-meanwhile'\n# Besides,") == [1, 3]
    assert len(bad("- **What it does**\n\nFine. Who?\n```\nwhat, anew\n```")) == 2


def test_pages_break_no_rule():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("sdk/**/README.md")]

    places = [f"{page.relative_to(ROOT)}: {sentence}" for page in pages for sentence in bad(page.read_text())]

    assert places == []


def test_the_glossary_is_short_sorted_and_has_a_line_for_each_term():
    terms = re.findall(r"^\| ([a-zA-Z][\w ]*) \| .+ \|$", (ROOT / "docs/glossary.md").read_text(), re.MULTILINE)[1:]

    assert terms == sorted(set(terms))
    assert len(terms) <= 40
