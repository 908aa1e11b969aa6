"""Pages of the APIs: one a contract, with its operations by tag, its schemas and its problems."""

from __future__ import annotations

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
        "Each service has its own API, and each major version of it a contract, an address and an SDK module. "
        "Conventions of all APIs: [](../docs/api.md).",
        overview(root),
    )
    return {"apis/index.md": index, **every}


def overview(root: Path) -> str:
    """A table of all APIs."""
    rows = []
    for key, contract in working_tree(root).openapi.items():
        every = operations.of(key, contract)
        age = badge("deprecated", "deprecated") if _is_deprecated(every) else ""
        rows.append((f"[{key}](/apis/{key}.md) {age}", contract["info"]["description"], str(len(every))))
    return table(("API", "Purpose", "Operations"), rows)


def _page(root: Path, key: str, contract: Schema) -> str:
    every = operations.of(key, contract)
    tags = {tag: "" for operation in every for tag in operation.tags}
    tags |= {tag["name"]: tag.get("description", "") for tag in contract.get("tags", [])}
    types = [{problem["type"] for problem in operations.problems(operation)} for operation in every]
    common = frozenset(types[0].intersection(*types))
    sections = [
        lines(
            f"## {tag.capitalize()}",
            description,
            *(operations.section(operation, common) for operation in every if tag in operation.tags),
        )
        for tag, description in tags.items()
    ]
    return lines(
        f"# {key}",
        contract["info"]["description"],
        _deprecation(every),
        f"The contract, as OpenAPI: {{download}}`{key}.json </contracts/openapi/{key}.json>`.",
        table(("Operation", "Method", "Path", "Needs"), [operations.row(operation) for operation in every]),
        *sections,
        "## Schemas",
        *(_schema(key, name, schema) for name, schema in sorted(contract["components"].get("schemas", {}).items())),
        target(f"{key}-problems"),
        "## Problems",
        "The `type` of each error response, and the operations that return it.",
        _problems(every),
        "## History",
        history.of(root, key),
    )


def _is_deprecated(every: list[Operation]) -> bool:
    return all(operation.definition.get("deprecated") for operation in every)


def _deprecation(every: list[Operation]) -> str:
    if not _is_deprecated(every):
        return ""
    definition = every[0].definition
    headers = ", ".join(map(code, operations.DEPRECATION_HEADERS))
    dates = f"Since {definition['x-deprecated-since']}; it may be removed from {definition['x-sunset']} on."
    successor = f"Use [{name}]({name}.md)." if (name := definition.get("x-successor")) else ""
    return note("warning", "Deprecated", f"{dates} Every response carries the headers {headers}. {successor}")


def _schema(key: str, name: str, schema: Schema) -> str:
    required = schema.get("required", [])
    rows = [
        (
            code(field) + ("" if field in required else " *optional*"),
            schemas.type_text(node, lambda other: link(other, operations.schema_anchor(key, other))),
            node.get("description", ""),
            schemas.short_example(node),
        )
        for field, node in schema.get("properties", {}).items()
    ]
    text = "" if rows else schemas.type_text(schema)
    return lines(
        target(operations.schema_anchor(key, name)),
        f"### {name}",
        schema.get("description", ""),
        text[:1].upper() + text[1:],
        table(("Field", "Type", "Meaning", "Example"), rows),
    )


def _problems(every: list[Operation]) -> str:
    problems: dict[str, dict[str, Any]] = {}
    links: dict[str, list[str]] = {}
    for operation in every:
        for problem in operations.problems(operation):
            problems.setdefault(problem["type"], problem)
            links.setdefault(problem["type"], []).append(link(operation.id, operation.anchor))
    rows = []
    for problem in sorted(problems.values(), key=lambda problem: (problem["status"], problem["type"])):
        origins = links[problem["type"]]
        origin = "every operation" if len(origins) == len(every) else ", ".join(origins)
        rows.append((code(problem["type"]), str(problem["status"]), problem["title"], origin))
    return table(("Type", "Status", "Title", "From"), rows)
