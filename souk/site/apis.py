"""The pages of the APIs: one a contract, with its operations by topic, its schemas and its problems."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from souk.contracts.compat.snapshots import working_tree
from souk.site import history, operations, schemas
from souk.site.markdown import Pages, badge, code, lines, link, note, table, target
from souk.site.operations import Operation
from souk.site.schemas import Schema


def pages(root: Path) -> Pages:
    """A page for each API, and one that lists them."""
    every = {f"apis/{key}.md": _page(root, key, contract) for key, contract in working_tree(root).openapi.items()}
    index = lines(
        "# The APIs",
        "Each service has an API of its own, and each major version of it a contract, an address and an SDK module. "
        "[](../docs/api.md) tells what they have in common.",
        overview(root),
    )
    return {"apis/index.md": index, **every}


def overview(root: Path) -> str:
    """All APIs in a table."""
    return table(
        ("API", "What it is for", "Operations"),
        [
            (
                f"[{key}](/apis/{key}.md) {_age(contract)}",
                contract["info"]["description"],
                str(len(list(all_of(key, contract)))),
            )
            for key, contract in working_tree(root).openapi.items()
        ],
    )


def all_of(key: str, contract: Schema) -> Iterator[Operation]:
    """The operations of a contract, in its order."""
    for path, methods in contract["paths"].items():
        for method, told in methods.items():
            yield Operation(key, contract, method.upper(), path, told)


def _page(root: Path, key: str, contract: Schema) -> str:
    found = list(all_of(key, contract))
    tags = {tag: "" for each in found for tag in each.tags}
    tags |= {tag["name"]: tag.get("description", "") for tag in contract.get("tags", [])}
    answered = [{problem["type"] for problem in operations.problems(each)} for each in found]
    anywhere = frozenset(answered[0].intersection(*answered))
    topics = [
        lines(
            f"## {tag.capitalize()}", about, *(operations.section(each, anywhere) for each in found if tag in each.tags)
        )
        for tag, about in tags.items()
    ]
    return lines(
        f"# {key}",
        contract["info"]["description"],
        _deprecated(found),
        f"The contract, as OpenAPI: {{download}}`{key}.json </contracts/openapi/{key}.json>`.",
        table(
            ("Operation", "Method", "Path", "Needs"),
            [
                (link(each.id, each.anchor), operations.verb(each), code(each.path), operations.needs(each))
                for each in found
            ],
        ),
        *topics,
        "## Schemas",
        *(_schema(key, name, told) for name, told in sorted(contract["components"].get("schemas", {}).items())),
        target(f"{key}-problems"),
        "## Problems",
        "What a refusal says as its `type`, and which operations refuse so.",
        _problems(found),
        "## History",
        history.of(root, key),
    )


def _age(contract: Schema) -> str:
    deprecated = all(told.get("deprecated") for methods in contract["paths"].values() for told in methods.values())
    return badge("deprecated", "deprecated") if deprecated else ""


def _deprecated(found: list[Operation]) -> str:
    if not all(each.told.get("deprecated") for each in found):
        return ""
    told = found[0].told
    headers = ", ".join(map(code, operations.EVERYWHERE))
    dates = f"Since {told['x-deprecated-since']}; it may be gone from {told['x-sunset']} on."
    successor = f"Use [{name}]({name}.md)." if (name := told.get("x-successor")) else ""
    return note("warning", "Deprecated", f"{dates} Every answer says so: {headers}. {successor}")


def _schema(key: str, name: str, told: Schema) -> str:
    required = told.get("required", [])
    rows = [
        (
            code(field) + ("" if field in required else " *optional*"),
            schemas.kind(about, lambda other: link(other, operations.schema_anchor(key, other))),
            about.get("description", ""),
            schemas.shown(about),
        )
        for field, about in told.get("properties", {}).items()
    ]
    what = "" if rows else schemas.kind(told)
    return lines(
        target(operations.schema_anchor(key, name)),
        f"### {name}",
        told.get("description", ""),
        what[:1].upper() + what[1:],
        table(("Field", "Type", "Meaning", "Example"), rows),
    )


def _problems(found: list[Operation]) -> str:
    problems: dict[str, dict[str, Any]] = {}
    for each in found:
        for problem in operations.problems(each):
            known = problems.setdefault(problem["type"], {**problem, "by": []})
            known["by"].append(link(each.id, each.anchor))
    ordered = sorted(problems.values(), key=lambda problem: (problem["status"], problem["type"]))
    return table(
        ("Type", "Status", "Title", "From"),
        [
            (
                code(problem["type"]),
                str(problem["status"]),
                problem["title"],
                "every operation" if len(problem["by"]) == len(found) else ", ".join(problem["by"]),
            )
            for problem in ordered
        ],
    )
