"""The class of an API, with a method for each operation."""

from __future__ import annotations

import re

from souk.generate.typescript.contract import KEY, Contract, Operation
from souk.generate.typescript.text import HEAD, camel, comment, indented, pascal, quoted

COMMENT = re.compile(r"/\*\*.*?\*/", re.DOTALL)
COMMON_PROBLEMS = {
    "bad-request",
    "busy",
    "too-large",
    "too-many-requests",
    "unavailable",
    "unexpected",
    "unsupported-media",
}
"""Problems that any operation may return; not documented at each method."""


def client(contract: Contract) -> str:
    """The file of one API."""
    operations = contract.operations()
    methods = [_method(operation) for operation in operations]
    methods += [_wait(operation) for operation in operations if _can_be_awaited(operation)]
    body = "\n".join(indented(method) for method in methods)
    about = [contract.content["info"]["description"]]
    if all(operation.deprecated for operation in operations):
        about += _deprecation(operations[0])
    return (
        f"{HEAD}\n{_imports(contract, body)}\n{comment(about)}"
        f"export class {contract.kind} extends Api<paths> {{\n{body}}}\n"
    )


def _method(operation: Operation) -> str:
    takes = [f"{camel(name)}: string" for name in operation.parameters("path")]
    takes += [f"body: {operation.body}"] if operation.body else []
    asks = f"this.ask<{operation.response}>(call, (fetch) =>\n  {_request(operation)},\n)"
    gives = f"Promise<{operation.response}>"
    if operation.paged:
        asks, gives = f"new Pages((position) =>\n{indented(asks)},\n)", f"Pages<{operation.response}>"
    about = [f"{operation.content['summary'].rstrip('.')}. {operation.content.get('description', '')}".strip()]
    options = f"options: {_options(operation)}{'' if _needs_query(operation) else ' = {}'}"
    return (
        f"{comment([*about, *_refusals(operation), *_deprecation(operation)])}"
        f"{operation.name}({', '.join([*takes, options])}): {gives} {{\n"
        f"  const call = {{ ...callOf(options), {_facts(operation)} }};\n"
        f"{indented(f'return {asks};')}\n}}\n"
    )


def _options(operation: Operation) -> str:
    options = "CreateOptions" if operation.creates else "CallOptions"
    query = f' & NonNullable<operations["{operation.id}"]["parameters"]["query"]>'
    return options + (query if operation.parameters("query") else "")


def _needs_query(operation: Operation) -> bool:
    """Whether a parameter of the query has no default."""
    return any(one["in"] == "query" and one.get("required") for one in operation.content.get("parameters", []))


def _facts(operation: Operation) -> str:
    facts: dict[str, str | bool] = {"operation": operation.name}
    facts |= {"secured": operation.secured, "repeatable": operation.repeatable}
    return ", ".join(f"{name}: {quoted(value)}" for name, value in facts.items())


def _request(operation: Operation) -> str:
    path = [f'{name}: part("{camel(name)}", {camel(name)})' for name in operation.parameters("path")]
    query = [f"{name}: options.{name}" for name in operation.parameters("query")]
    query += ["...position"] if operation.paged else []
    header = [f'"{KEY}": options.idempotencyKey ?? newKey()'] if operation.creates else []
    places = {"path": path, "query": query, "header": header}
    params = ", ".join(f"{place}: {{ {', '.join(given)} }}" for place, given in places.items() if given)
    init = [*([f"params: {{ {params} }}"] if params else []), *(["body"] if operation.body else []), "fetch"]
    return f'this.http.{operation.method.upper()}("{operation.path}", {{ {", ".join(init)} }})'


def _can_be_awaited(operation: Operation) -> bool:
    """Whether it returns the API's aggregate (`get_order` of orders), with a status."""
    returns_aggregate = operation.id == f"get_{operation.contract.service.removesuffix('s')}"
    return returns_aggregate and "status" in operation.response_schema.get("properties", {})


def _wait(operation: Operation) -> str:
    name, response = camel(operation.parameters("path")[0]), operation.response
    return (
        f"{comment(['Poll until its status is as wanted. Throws StillWaiting after the timeout.'])}"
        f"waitUntil({name}: string, options: WaitOptions<{response}>): Promise<{response}> {{\n"
        f"  return waitUntil((call) => this.{operation.name}({name}, call), options);\n}}\n"
    )


def _refusals(operation: Operation) -> list[str]:
    kinds = {problem["type"].rsplit(":", 1)[1]: problem["title"] for problem in operation.problems}
    return [f"@throws {pascal(kind)}: {title}" for kind, title in kinds.items() if kind not in COMMON_PROBLEMS]


def _deprecation(operation: Operation) -> list[str]:
    if not operation.deprecated:
        return []
    since, sunset, successor = (operation.content[f"x-{fact}"] for fact in ("deprecated-since", "sunset", "successor"))
    return [f"@deprecated since {since}, may be removed from {sunset} on: use {successor}"]


def _imports(contract: Contract, body: str) -> str:
    helpers = [name for name in ("newKey", "part") if f"{name}(" in body]
    options = [f"type {name}" for name in ("CallOptions", "CreateOptions") if name in body]
    code = COMMENT.sub("", body)
    schemas = [name for name in contract.content["components"]["schemas"] if re.search(rf"[<: ]{name}\b", code)]
    types = [*(["operations"] if "operations[" in body else []), "paths", *sorted(schemas)]
    lines = [f'import {{ {", ".join(["Api", "callOf", *options, *helpers])} }} from "../api.ts";']
    lines += ['import { Pages } from "../pages.ts";'] if "Pages(" in body else []
    lines += ['import { type WaitOptions, waitUntil } from "../waiting.ts";'] if "waitUntil(" in body else []
    lines += [f'import type {{ {", ".join(types)} }} from "./{contract.key}.ts";']
    return "\n".join(lines) + "\n"
