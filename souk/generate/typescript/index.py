"""What lies across the APIs: a class a problem, the list of the APIs, and the values of their open enums."""

from __future__ import annotations

from typing import Any

from chassis.web.open_enums import OPEN
from souk.generate.typescript.contract import Contract
from souk.generate.typescript.text import HEAD, comment, indented, pascal, quoted

NEXT = "\n  "
BY_STATUS = {
    400: "BadRequest",
    401: "Unauthenticated",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    413: "TooLarge",
    415: "UnsupportedMedia",
    422: "Unprocessable",
    429: "TooManyRequests",
    500: "Unexpected",
    503: "Unavailable",
}
"""The classes of problem.ts."""


def problems(contracts: list[Contract]) -> str:
    """A class a problem type, below that of its status, and the table that finds it."""
    every = [problem for contract in contracts for operation in contract.operations() for problem in operation.problems]
    found: dict[str, Any] = {problem["type"]: problem for problem in reversed(every)}
    kinds = {kind: pascal(kind.rsplit(":", 1)[1]) for kind in sorted(found)}
    own = {kind: name for kind, name in kinds.items() if name not in BY_STATUS.values()}
    classes = [
        comment([f"{found[kind]['status']}: {found[kind]['title']}"])
        + f"export class {name} extends base.{BY_STATUS.get(found[kind]['status'], 'Problem')}<{quoted(kind)}> {{\n"
        + f"  override readonly name = {quoted(name)};\n}}\n"
        for kind, name in own.items()
    ]
    members = [name if kind in own else f"base.{name}<{quoted(kind)}>" for kind, name in kinds.items()]
    parts = [
        'import * as base from "../problem.ts";\n',
        *classes,
        comment(["Every problem that a contract names: `switch (problem.type)`."])
        + f"export type KnownProblem ={''.join(f'{NEXT}| {name}' for name in members)};\n",
        comment(["The class of each problem type."])
        + "export const BY_TYPE: ReadonlyMap<string, base.Kind> = new Map<string, base.Kind>(["
        + "".join(f"{NEXT}[{quoted(kind)}, {name if kind in own else f'base.{name}'}]," for kind, name in kinds.items())
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


def known(contracts: list[Contract]) -> str:
    """The values of each open enum, by API."""
    found = [(contract.name, _enums(contract)) for contract in contracts]
    parts = [
        "const values = (...known: string[]): ReadonlySet<string> => new Set(known);\n",
        comment(["What this version knows of the enums that may grow: `known.ordersV2.Status.has(order.status)`."])
        + "export const known = {\n"
        + indented("".join(f"{name}: {{\n{indented(values)}}},\n" for name, values in found if values))
        + "};\n",
    ]
    return "\n".join([HEAD, *parts])


def _enums(contract: Contract) -> str:
    schemas = contract.content["components"]["schemas"].items()
    return "".join(f"{name}: values({', '.join(map(quoted, of[OPEN]))}),\n" for name, of in schemas if OPEN in of)


def _about(name: str, contract: Contract) -> str:
    description = str(contract.content["info"]["description"])
    return f"{description} The newest version, {contract.key}." if name == contract.service else description
