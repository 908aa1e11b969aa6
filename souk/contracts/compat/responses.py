"""Comparison of responses: statuses, bodies, headers and problem types."""

from __future__ import annotations

from collections.abc import Iterator

from souk.contracts.compat.normalize import normalize
from souk.contracts.compat.operations import PROBLEM, Operation
from souk.contracts.compat.refs import Schema, resolve
from souk.contracts.compat.rules import Difference, Direction, PartDifference
from souk.contracts.compat.schemas import compare, compare_content

DEPRECATION_HEADERS = {"deprecation", "sunset", "link"}
"""Headers that come and go with a deprecation (RFC 9745, RFC 8594, RFC 5829)."""


def compare_responses(old: Operation, new: Operation) -> Iterator[PartDifference]:
    """Every change in the responses of an operation."""
    before, after = old.responses, new.responses
    for status in sorted(before.keys() | after.keys()):
        if status not in after:
            yield "", Difference("", f"no longer returns {status}", breaking=not _is_error(status), rule="status")
        elif status not in before:
            # Clients handle an error by its class and its problem type, and take an unknown one for a failure.
            expected = _is_error(status) and set(after[status].get("content", {})) == {PROBLEM}
            yield "", Difference("", f"may return {status} now", breaking=not expected, rule="status")
        else:
            yield from ((status, difference) for difference in _body(old, new, status))
            yield from ((f"{status} header", difference) for difference in _headers(old, new, status))
    yield from (("problem", difference) for difference in _problems(_problem_types(old), _problem_types(new)))


def _is_error(status: str) -> bool:
    return status[0] in "45" or status == "default"


def _body(old: Operation, new: Operation, status: str) -> Iterator[Difference]:
    was, is_ = old.responses[status], new.responses[status]
    for difference in compare_content((old.document, was), (new.document, is_), Direction.RECEIVED):
        # Problem types are compared below: another one is no change of the body's schema.
        named = difference.rule == "enum" and difference.path in ("type", "title", "status")
        if not (PROBLEM in was.get("content", {}) and (named or difference.rule == "branch")):
            yield difference


def _headers(old: Operation, new: Operation, status: str) -> Iterator[Difference]:
    before, after = (
        {
            name.lower(): (name, resolve(operation.document, header))
            for name, header in operation.responses[status].get("headers", {}).items()
        }
        for operation in (old, new)
    )
    revived = bool(old.definition.get("deprecated")) and not new.definition.get("deprecated")
    for key in dict.fromkeys([*before, *after]):
        if key not in after:
            expected = revived and key in DEPRECATION_HEADERS
            yield Difference(before[key][0], "is gone", breaking=not expected, rule="removed")
        elif key not in before:
            yield Difference(after[key][0], "is new", breaking=False, rule="added")
        else:
            (name, was), (_, is_) = before[key], after[key]
            if was.get("required") and not is_.get("required"):
                yield Difference(name, "may be missing now", breaking=True, rule="required")
            schemas = (old.document, was.get("schema", {})), (new.document, is_.get("schema", {}))
            for difference in compare(*schemas, Direction.RECEIVED):
                yield Difference(name, difference.what, difference.breaking, difference.rule)


def _problems(before: dict[str, set[str]], after: dict[str, set[str]]) -> Iterator[Difference]:
    """Changes of problem types: clients compare them, and miss one that was renamed or moved to another status."""
    added = {problem: statuses for problem, statuses in after.items() if problem not in before}
    for problem, statuses in before.items():
        now = after.get(problem, set())
        moved = sorted(now - statuses)
        if moved and not statuses <= now:
            words = f"comes with {', '.join(moved)} now, came with {', '.join(sorted(statuses - now))}"
            yield Difference(problem, words, breaking=True, rule="problem")
        elif not now:
            heirs = sorted(name for name, at in added.items() if at & statuses)
            words = f"is gone, replaced by {' and '.join(heirs)}" if heirs else "is no longer returned"
            yield Difference(problem, words, breaking=bool(heirs), rule="problem")
    for problem, statuses in added.items():
        yield Difference(problem, f"is new, with {', '.join(sorted(statuses))}", breaking=False, rule="problem")


def _problem_types(operation: Operation) -> dict[str, set[str]]:
    """The problem types of an operation, with the statuses of each."""
    statuses: dict[str, set[str]] = {}
    for status, response in operation.responses.items():
        for problem in _types_in(operation.document, response.get("content", {}).get(PROBLEM, {})):
            statuses.setdefault(problem, set()).add(status)
    return statuses


def _types_in(document: Schema, content: Schema) -> set[str]:
    """The problem types of the examples, and those of the schema."""
    examples = [resolve(document, example).get("value", {}) for example in content.get("examples", {}).values()]
    types = {example["type"] for example in [*examples, content.get("example", {})] if "type" in example}
    for branch in normalize(document, content.get("schema", {})).branches:
        for kind in normalize(document, branch.keywords.get("properties", {}).get("type", {})).branches:
            types |= set(kind.keywords.get("enum", []))
    return types
