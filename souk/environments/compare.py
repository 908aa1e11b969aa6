"""`souk env diff`: the differences between two environments, from their stacks."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from rich.markup import escape

from souk.base.console import heading, screen
from souk.cloud.environment import Environment
from souk.environments import snapshot

Pair = tuple[str, str]
VERSION = re.compile(r"\b(\w+Version)[0-9a-f]{10}\b")


@dataclass(frozen=True)
class Differences:
    """The differences between two environments."""

    environments: Pair
    version: Pair
    parameters: dict[str, Pair]
    """By name, `website.LogLevel` for one of an application; without `Environment`, which always differs."""
    template: dict[str, str]
    """By logical id, with its application: `only in dev`, `only in pr-7`, `code`, `definition`."""
    resources: dict[str, Pair]
    """Different numbers of existing resources, by type."""

    @property
    def are_alike(self) -> bool:
        return not (self.parameters or self.template or self.resources)

    def as_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        return {**vars(self), "alike": self.are_alike}


def differences(one: Environment, other: Environment) -> Differences:
    """Compare two environments."""
    versions = [each.require_stack().tags.get("version", snapshot.UNKNOWN) for each in (one, other)]
    first, second = _parameters(one), _parameters(other)
    names = sorted(first.keys() | second.keys())
    parameters = {name: (first.get(name, ""), second.get(name, "")) for name in names}
    return Differences(
        environments=(one.name, other.name),
        version=(versions[0], versions[1]),
        parameters={name: pair for name, pair in parameters.items() if pair[0] != pair[1]},
        template=_template_differences(one, other),
        resources=_count_differences(one, other),
    )


def show(differences: Differences) -> None:
    """Print a line per difference, and the areas without any."""
    heading("souk env diff", "  ".join(differences.environments))
    _line("version", "", differences.version)
    for name, pair in differences.parameters.items():
        _line("parameter", f"{name}: ", pair)
    for logical_id, difference in differences.template.items():
        screen.print(f"  ≠ {'template':<12}{logical_id}: {difference}")
    for resource_type, pair in differences.resources.items():
        _line("resources", f"{resource_type}: ", pair)
    for area in ("parameters", "template", "resources"):
        if not getattr(differences, area):
            screen.print(f"  [green]=[/] [dim]{area:<12}the same[/]")
    screen.print()


def _line(area: str, name: str, pair: Pair) -> None:
    if pair[0] == pair[1]:
        screen.print(f"  [green]=[/] [dim]{area:<12}{name}{escape(pair[0])}[/]")
    else:
        screen.print(f"  ≠ {area:<12}{name}{escape(pair[0] or '(empty)')}  [dim]≠[/]  {escape(pair[1] or '(empty)')}")


def _template_differences(one: Environment, other: Environment) -> dict[str, str]:
    first, second = _definitions(one), _definitions(other)
    differences = {}
    for logical_id in sorted(first.keys() | second.keys()):
        if logical_id not in second or logical_id not in first:
            differences[logical_id] = f"only in {(one if logical_id in first else other).name}"
        elif _without_code(first[logical_id]) != _without_code(second[logical_id]):
            differences[logical_id] = "definition"
        elif _code(first[logical_id]) != _code(second[logical_id]):
            differences[logical_id] = "code"
    return differences


def _parameters(environment: Environment) -> dict[str, str]:
    return {
        _named(stack.application, name): value
        for stack in environment.stacks
        for name, value in stack.parameters.items()
        if name != "Environment"
    }


def _definitions(environment: Environment) -> dict[str, Any]:
    """By name. The hash in a version's id is dropped: it follows from the code, which is compared itself."""
    applications = {stack.name: stack.application for stack in environment.stacks}
    definitions = {
        _named(applications[stack], logical_id): definition
        for (stack, logical_id), definition in environment.definitions.items()
    }
    return dict(json.loads(VERSION.sub(r"\1", json.dumps(definitions))))


def _named(application: str, name: str) -> str:
    return f"{application}.{name}" if application else name


def _without_code(definition: dict[str, Any]) -> str:
    properties = {name: value for name, value in definition.get("Properties", {}).items() if name != "Code"}
    return json.dumps({**definition, "Properties": properties}, sort_keys=True)


def _code(definition: dict[str, Any]) -> str:
    """The code's name without its folder: SAM names it by its content."""
    code = definition.get("Properties", {}).get("Code", {})
    return str(code.get("S3Key", "")).rpartition("/")[2]


def _count_differences(one: Environment, other: Environment) -> dict[str, Pair]:
    first, second = (Counter(resource.type for resource in environment.resources) for environment in (one, other))
    types = sorted(first.keys() | second.keys())
    return {name: (str(first[name]), str(second[name])) for name in types if first[name] != second[name]}
