"""Files over all APIs: a class for each problem, the list of APIs, and the values of their open enums."""

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
    410: "Gone",
    413: "TooLarge",
    415: "UnsupportedMedia",
    422: "Unprocessable",
    429: "TooManyRequests",
    500: "Unexpected",
    503: "Unavailable",
}
"""The classes of problem.ts."""


def problems(contracts: list[Contract]) -> str:
    """A class for each problem type, below that of its status, and a table of the classes."""
    every = [problem for contract in contracts for operation in contract.operations() for problem in operation.problems]
    by_type: dict[str, Any] = {problem["type"]: problem for problem in reversed(every)}
    kinds = {kind: pascal(kind.rsplit(":", 1)[1]) for kind in sorted(by_type)}
    subclasses = {kind: name for kind, name in kinds.items() if name not in BY_STATUS.values()}
    definitions = [
        comment([f"{by_type[kind]['status']}: {by_type[kind]['title']}"])
        + f"export class {name} extends base.{BY_STATUS.get(by_type[kind]['status'], 'Problem')}<{quoted(kind)}> {{\n"
        + f"  override readonly name = {quoted(name)};\n}}\n"
        for kind, name in subclasses.items()
    ]
    members = [name if kind in subclasses else f"base.{name}<{quoted(kind)}>" for kind, name in kinds.items()]
    classes = {kind: name if kind in subclasses else f"base.{name}" for kind, name in kinds.items()}
    parts = [
        'import * as base from "../problem.ts";\n',
        *definitions,
        comment(["Every problem type of the contracts: `switch (problem.type)`."])
        + f"export type KnownProblem ={''.join(f'{NEXT}| {name}' for name in members)};\n",
        comment(["The class of each problem type."])
        + "export const BY_TYPE: ReadonlyMap<string, base.Kind> = new Map<string, base.Kind>(["
        + "".join(f"{NEXT}[{quoted(kind)}, {name}]," for kind, name in classes.items())
        + "\n]);\n",
    ]
    return "\n".join([HEAD, *parts])


def apis(contracts: list[Contract]) -> str:
    """Every version of each API by its name, and the newest by the service's."""
    newest = {one.service: one for one in sorted(contracts, key=lambda contract: contract.version)}
    named = sorted({**newest, **{one.name: one for one in contracts}}.items())
    getters = [
        comment([_description(name, one)])
        + f"get {name}(): {one.kind} {{\n  return this.api({quoted(one.key)}, {one.kind});\n}}\n"
        for name, one in named
    ]
    api = "protected abstract api<A>(contract: Contract, Kind: new (baseUrl: string, transport: Transport) => A): A;\n"
    parts = [
        'import type { Transport } from "../transport.ts";\n'
        + "".join(f'import {{ {one.kind} }} from "./{one.key}.client.ts";\n' for one in contracts),
        "".join(f'export type * as {name} from "./{one.key}.ts";\n' for name, one in named)
        + f"export {{ {', '.join(one.kind for one in contracts)} }};\n",
        f"export type Contract = {' | '.join(quoted(one.key) for one in contracts)};\n",
        "export abstract class Apis {\n" + indented("\n".join([api, *getters])) + "}\n",
    ]
    return "\n".join([HEAD, *parts])


def open_enums(contracts: list[Contract]) -> str:
    """The known values of each open enum, by API."""
    enums = [(contract.name, _enums(contract)) for contract in contracts]
    parts = [
        "const values = (...names: string[]): ReadonlySet<string> => new Set(names);\n",
        comment(["Values of open enums that this version knows: `known.ordersV2.Status.has(order.status)`."])
        + "export const known = {\n"
        + indented("".join(f"{name}: {{\n{indented(values)}}},\n" for name, values in enums if values))
        + "};\n",
    ]
    return "\n".join([HEAD, *parts])


def _enums(contract: Contract) -> str:
    schemas = contract.content["components"]["schemas"].items()
    return "".join(f"{name}: values({', '.join(map(quoted, of[OPEN]))}),\n" for name, of in schemas if OPEN in of)


def _description(name: str, contract: Contract) -> str:
    description = str(contract.content["info"]["description"])
    return f"{description} The newest version, {contract.key}." if name == contract.service else description
