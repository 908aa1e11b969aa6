"""What lies across the APIs: a class a problem, and the list of the APIs."""

from __future__ import annotations

from typing import Any

from souk.sdk_typescript.contract import Contract
from souk.sdk_typescript.text import HEAD, comment, indented, pascal, quoted

NEXT = "\n  "


def problems(contracts: list[Contract]) -> str:
    """A class a problem type, and the table that finds it."""
    every = [problem for contract in contracts for operation in contract.operations() for problem in operation.problems]
    found: dict[str, Any] = {problem["type"]: problem for problem in reversed(every)}
    kinds = {kind: pascal(kind.rsplit(":", 1)[1]) for kind in sorted(found)}
    classes = [
        comment([f"{found[kind]['status']}: {found[kind]['title']}"])
        + f"export class {name} extends Problem<{quoted(kind)}> {{\n  override readonly name = {quoted(name)};\n}}\n"
        for kind, name in kinds.items()
    ]
    parts = [
        'import { Problem, type ProblemDetails, type Refusal } from "../errors.ts";\n',
        *classes,
        comment(["Every problem that a contract names: `switch (problem.type)`."])
        + f"export type KnownProblem ={''.join(f'{NEXT}| {name}' for name in kinds.values())};\n",
        "type Kind = new (details: ProblemDetails, refusal: Refusal) => Problem;\n",
        "export const PROBLEMS: ReadonlyMap<string, Kind> = new Map<string, Kind>(["
        + "".join(f"{NEXT}[{quoted(kind)}, {name}]," for kind, name in kinds.items())
        + "\n]);\n",
    ]
    return "\n".join([HEAD, *parts])


def apis(contracts: list[Contract]) -> str:
    """Every version of each API by its own name, and the newest by the service's."""
    newest = {each.service: each for each in sorted(contracts, key=lambda contract: contract.version)}
    named = sorted({**newest, **{each.name: each for each in contracts}}.items())
    getters = [
        comment([_about(name, each)])
        + f"get {name}(): {each.kind} {{\n  return this.api({quoted(each.key)}, {each.kind});\n}}\n"
        for name, each in named
    ]
    api = "protected abstract api<A>(contract: Contract, Kind: new (baseUrl: string, transport: Transport) => A): A;\n"
    parts = [
        'import type { Transport } from "../transport.ts";\n'
        + "".join(f'import {{ {each.kind} }} from "./{each.key}.client.ts";\n' for each in contracts),
        "".join(f'export type * as {name} from "./{each.key}.ts";\n' for name, each in named)
        + f"export {{ {', '.join(each.kind for each in contracts)} }};\n",
        f"export type Contract = {' | '.join(quoted(each.key) for each in contracts)};\n",
        "export abstract class Apis {\n" + indented("\n".join([api, *getters])) + "}\n",
    ]
    return "\n".join([HEAD, *parts])


def _about(name: str, contract: Contract) -> str:
    description = str(contract.content["info"]["description"])
    return f"{description} The newest version, {contract.key}." if name == contract.service else description
