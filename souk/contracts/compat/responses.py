"""What a client gets back, compared: statuses, bodies, headers, problem types."""

from __future__ import annotations

from collections.abc import Iterator

from souk.contracts.compat.normalize import shape
from souk.contracts.compat.operations import PROBLEM, Operation
from souk.contracts.compat.refs import Schema, resolve
from souk.contracts.compat.requests import Seen, contents, said
from souk.contracts.compat.rules import Direction
from souk.contracts.compat.schemas import compare

ENDING = {"deprecation", "sunset", "link"}
"""Headers that come with a deprecation, and leave with it (RFC 9745, RFC 8594, RFC 5829)."""


def answers(old: Operation, new: Operation) -> Iterator[Seen]:
    """Every change in what a client may be answered."""
    before, after = old.answers, new.answers
    for status in sorted(before.keys() | after.keys()):
        if status not in after:
            yield "", said(f"never answers {status} any more", breaking=not _refusal(status), rule="status")
        elif status not in before:
            # Clients know a refusal by its class and its problem type, and treat one they don't know as a failure.
            known = _refusal(status) and set(after[status].get("content", {})) == {PROBLEM}
            yield "", said(f"may answer {status} now", breaking=not known, rule="status")
        else:
            yield from _answer(old, new, status)
    yield from _problems(_types(old), _types(new))


def _refusal(status: str) -> bool:
    return status[0] in "45" or status == "default"


def _answer(old: Operation, new: Operation, status: str) -> Iterator[Seen]:
    was, is_ = old.answers[status], new.answers[status]
    for part, difference in contents(old, new, was, is_, status, Direction.RECEIVED):
        # Which problems there are is judged by their types, below: a new kind of refusal is no new shape.
        named = difference.rule == "enum" and difference.path in ("type", "title", "status")
        if not (PROBLEM in was.get("content", {}) and (named or difference.rule == "branch")):
            yield part, difference
    yield from _headers(old, new, status)


def _headers(old: Operation, new: Operation, status: str) -> Iterator[Seen]:
    before, after = (
        {
            name.lower(): (name, resolve(operation.document, header))
            for name, header in operation.answers[status].get("headers", {}).items()
        }
        for operation in (old, new)
    )
    part = f"{status} header"
    revived = bool(old.said.get("deprecated")) and not new.said.get("deprecated")
    for key in dict.fromkeys([*before, *after]):
        if key not in after:
            over = revived and key in ENDING
            yield part, said("is gone", breaking=not over, rule="removed", path=before[key][0])
        elif key not in before:
            yield part, said("is new", breaking=False, rule="added", path=after[key][0])
        else:
            (name, was), (_, is_) = before[key], after[key]
            if was.get("required") and not is_.get("required"):
                yield part, said("may be missing now", breaking=True, rule="required", path=name)
            schemas = (old.document, was.get("schema", {})), (new.document, is_.get("schema", {}))
            for difference in compare(*schemas, Direction.RECEIVED):
                yield part, said(difference.what, breaking=difference.breaking, rule=difference.rule, path=name)


def _problems(before: dict[str, set[str]], after: dict[str, set[str]]) -> Iterator[Seen]:
    """Programs compare problem types: one that moved to another status, or got another name, is one they miss."""
    new = {problem: statuses for problem, statuses in after.items() if problem not in before}
    for problem, statuses in before.items():
        now = after.get(problem, set())
        moved = sorted(now - statuses)
        if moved and not statuses <= now:
            words = f"comes with {', '.join(moved)} now, came with {', '.join(sorted(statuses - now))}"
            yield "problem", said(words, breaking=True, rule="problem", path=problem)
        elif not now:
            heirs = sorted(name for name, at in new.items() if at & statuses)
            words = f"is gone, and {' and '.join(heirs)} came in its place" if heirs else "is never answered any more"
            yield "problem", said(words, breaking=bool(heirs), rule="problem", path=problem)
    for problem, statuses in new.items():
        words = f"is new, with {', '.join(sorted(statuses))}"
        yield "problem", said(words, breaking=False, rule="problem", path=problem)


def _types(operation: Operation) -> dict[str, set[str]]:
    """The problem types of an operation, with the statuses that each comes with."""
    found: dict[str, set[str]] = {}
    for status, answer in operation.answers.items():
        for problem in _types_of(operation.document, answer.get("content", {}).get(PROBLEM, {})):
            found.setdefault(problem, set()).add(status)
    return found


def _types_of(document: Schema, content: Schema) -> set[str]:
    """The types that the examples show, and those that the schema names."""
    examples = [resolve(document, example).get("value", {}) for example in content.get("examples", {}).values()]
    shown = {example["type"] for example in [*examples, content.get("example", {})] if "type" in example}
    for branch in shape(document, content.get("schema", {})).branches:
        for kind in shape(document, branch.keywords.get("properties", {}).get("type", {})).branches:
            shown |= set(kind.keywords.get("enum", []))
    return shown
