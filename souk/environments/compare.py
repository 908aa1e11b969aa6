"""`souk env diff`: what differs between two environments, by what their stacks are made of."""

import json
import re
from dataclasses import dataclass
from typing import Any

from rich.markup import escape

from souk.base.console import heading, screen
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.environments import snapshot

Pair = tuple[str, str]
VERSION = re.compile(r"\b(\w+Version)[0-9a-f]{10}\b")


@dataclass(frozen=True)
class Differences:
    """What one environment has and is, and the other."""

    environments: Pair
    version: Pair
    parameters: dict[str, Pair]
    """By name, where they differ. That each has a name of its own is no difference."""
    template: dict[str, str]
    """By logical id of the resource: `only in dev`, `only in pr-7`, `code`, `definition`."""
    resources: dict[str, Pair]
    """How many of a type each really has, where that differs."""

    @property
    def are_alike(self) -> bool:
        return not (self.parameters or self.template or self.resources)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {**vars(self), "alike": self.are_alike}


def differences(aws: Aws, one: str, other: str) -> Differences:
    """Compare two environments that are up."""
    first, second = stack.require(aws, one), stack.require(aws, other)
    names = sorted((first.parameters.keys() | second.parameters.keys()) - {"Environment"})
    told = {name: (first.parameters.get(name, ""), second.parameters.get(name, "")) for name in names}
    return Differences(
        environments=(one, other),
        version=(first.tags.get("version", snapshot.UNKNOWN), second.tags.get("version", snapshot.UNKNOWN)),
        parameters={name: pair for name, pair in told.items() if pair[0] != pair[1]},
        template=_of_templates(_resources(aws, one), _resources(aws, other), one, other),
        resources=_of_counts(_count(aws, one), _count(aws, other)),
    )


def show(found: Differences) -> None:
    """Draw it: a line a difference, and what has none."""
    heading("souk env diff", "  ".join(found.environments))
    _line("version", "", found.version)
    for name, pair in found.parameters.items():
        _line("parameter", f"{name}: ", pair)
    for logical, what in found.template.items():
        screen.print(f"  ≠ {'template':<12}{logical}: {what}")
    for kind, pair in found.resources.items():
        _line("resources", f"{kind}: ", pair)
    for what in ("parameters", "template", "resources"):
        if not getattr(found, what):
            screen.print(f"  [green]=[/] [dim]{what:<12}the same[/]")
    screen.print()


def _line(what: str, name: str, pair: Pair) -> None:
    if pair[0] == pair[1]:
        screen.print(f"  [green]=[/] [dim]{what:<12}{name}{escape(pair[0])}[/]")
    else:
        screen.print(f"  ≠ {what:<12}{name}{escape(pair[0] or '(empty)')}  [dim]≠[/]  {escape(pair[1] or '(empty)')}")


def _resources(aws: Aws, env: str) -> dict[str, Any]:
    """By logical id. That of a version tells by its end which code it has, which is told of the function."""
    made = json.dumps(stack.processed(aws, env)["Resources"])
    return dict(json.loads(VERSION.sub(r"\1", made)))


def _of_templates(first: dict[str, Any], second: dict[str, Any], one: str, other: str) -> dict[str, str]:
    found = {}
    for logical in sorted(first.keys() | second.keys()):
        if logical not in second or logical not in first:
            found[logical] = f"only in {one if logical in first else other}"
        elif _plain(first[logical]) != _plain(second[logical]):
            found[logical] = "definition"
        elif _code(first[logical]) != _code(second[logical]):
            found[logical] = "code"
    return found


def _plain(resource: dict[str, Any]) -> str:
    """Its definition, without where its code is."""
    properties = {name: value for name, value in resource.get("Properties", {}).items() if name != "Code"}
    return json.dumps({**resource, "Properties": properties}, sort_keys=True)


def _code(resource: dict[str, Any]) -> str:
    """SAM names code by its content, in a folder of the environment's."""
    code = resource.get("Properties", {}).get("Code", {})
    return str(code.get("S3Key", "")).rpartition("/")[2]


def _count(aws: Aws, env: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for kind, _, _ in stack.resources(aws, env):
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _of_counts(first: dict[str, int], second: dict[str, int]) -> dict[str, Pair]:
    kinds = sorted(first.keys() | second.keys())
    counts = {kind: (str(first.get(kind, 0)), str(second.get(kind, 0))) for kind in kinds}
    return {kind: pair for kind, pair in counts.items() if pair[0] != pair[1]}
