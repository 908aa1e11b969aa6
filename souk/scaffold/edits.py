"""Insertions into hand-written files that leave everything else as it is, comments included."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

import yaml

from souk.base.errors import SoukError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NoPlace(SoukError):
    """A file no longer has the place for an insertion."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"there is no place for the insertion: {place} is missing", "add it by hand, as docs/services.md says"
        )


def add_to_yaml(text: str, path: Sequence[str | int], item: str) -> str:
    """Add an item to the list or mapping at `path`, in the style that it has."""
    node: yaml.Node | None = yaml.compose(text, LOADER)
    for step in path:
        node = _child(node, step)
    if not isinstance(node, yaml.CollectionNode) or not node.value:
        raise NoPlace("/".join(map(str, path)))
    last = node.value[-1]
    first, last = last if isinstance(last, tuple) else (last, last)
    lines = text.splitlines(keepends=True)
    if node.flow_style:
        place = lines[last.end_mark.line]
        lines[last.end_mark.line] = f"{place[: last.end_mark.column]}, {item}{place[last.end_mark.column :]}"
    else:
        indent = lines[first.start_mark.line][: first.start_mark.column]
        lines.insert(last.end_mark.line + 1, f"{indent}{item}\n")
    return "".join(lines)


def add_before(text: str, line: str, block: str) -> str:
    """Add a block before the one line that the pattern `line` describes."""
    starts = [match.start() for match in re.finditer(rf"^{line}$", text, re.MULTILINE)]
    if len(starts) != 1:
        raise NoPlace(f"the line `{line}`")
    return text[: starts[0]] + block + text[starts[0] :]


def add_after(text: str, start: str, lines: str, more: str) -> str:
    """Add `more` after those of the pattern `lines` that follow `start`."""
    match = re.search(rf"{re.escape(start)}(?:{lines})+", text)
    if not match:
        raise NoPlace(f"`{start.strip()}`")
    return text[: match.end()] + more + text[match.end() :]


def add_to_table(text: str, table: str, item: str) -> str:
    """Add an item to the tuple or dictionary that a Python module assigns to `table`."""
    value = _assigned(text, table).value
    if not isinstance(value, ast.Tuple | ast.Dict):
        raise NoPlace(table)
    items = value.elts if isinstance(value, ast.Tuple) else value.values
    lines = text.encode().splitlines(keepends=True)
    if items:
        row, column, joined = items[-1].end_lineno, items[-1].end_col_offset, f", {item}"
    else:
        row, column, joined = value.lineno, value.col_offset + 1, item + ("," if isinstance(value, ast.Tuple) else "")
    row, column = (row or 0) - 1, column or 0
    before, after = lines[row][:column], lines[row][column:]
    if items and value.lineno == value.end_lineno:
        after = after.removeprefix(b",")  # `(One,)`
    lines[row] = before + joined.encode() + after
    return b"".join(lines).decode()


def add_definition(text: str, before: str, code: str) -> str:
    """Add a class or a function to a Python module, before the table that will name it."""
    lines, row = text.splitlines(keepends=True), _assigned(text, before).lineno - 1
    while lines[row - 1].startswith("#"):
        row -= 1  # comments on the table stay with it
    lines.insert(row, f"{code.strip()}\n\n\n")
    return "".join(lines)


def add_at_the_end(text: str, code: str) -> str:
    """Add a class or a function as the last of a Python module."""
    return f"{text.rstrip()}\n\n\n{code.strip()}\n"


def add_below_imports(text: str, line: str) -> str:
    """Add a line that comes first in a Python module, after what it imports."""
    imports = [node.end_lineno or 0 for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom)]
    lines = text.splitlines(keepends=True)
    lines.insert(max(imports), f"\n{line}\n")
    return "".join(lines)


def add_imports(text: str, *statements: str) -> str:
    """Add imports to a Python module; ruff sorts them."""
    first = "from __future__ import annotations\n"
    if first not in text:
        raise NoPlace(first.strip())
    return text.replace(first, "\n".join([first, *statements]) + "\n", 1)


def _assigned(text: str, name: str) -> ast.Assign | ast.AnnAssign:
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                return node
    raise NoPlace(name)


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: yaml.Node = node.value[step]
        return child
    return None
