"""`souk env diff`: the differences between two environments, from their stacks."""

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from rich.markup import escape

from souk.base.console import heading, screen
from souk.cloud.environment import Environment
from souk.cloud.stacks import Stack
from souk.deploy.uses import Use, values
from souk.environments import snapshot

Pair = tuple[str, str]
VERSION = re.compile(r"\b(\w+Version)[0-9a-f]{10}\b")
LAYER, HASHED = "AWS::Lambda::LayerVersion", re.compile(r"(\w+)[0-9a-f]{10}")
CODE = ("Code", "Content")
"""Properties with the place of code: a function's, a layer's."""


@dataclass(frozen=True)
class Differences:
    """The differences between two environments."""

    environments: Pair
    version: Pair
    applications: dict[str, str]
    """Those that only one of them has, and which. Nothing else of them is below."""
    parameters: dict[str, Pair]
    """By name, `website.LogLevel` for one of an application; without `Environment`, which always differs."""
    template: dict[str, str]
    """By logical id, with its application: `only in dev`, `only in pr-7`, `code`, `definition`."""
    resources: dict[str, Pair]
    """Different numbers of existing resources, by type."""

    @property
    def are_alike(self) -> bool:
        return not (self.applications or self.parameters or self.template or self.resources)

    def as_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        return {**vars(self), "alike": self.are_alike}


def differences(
    one: Environment, other: Environment, uses: Mapping[str, Collection[Use]] = MappingProxyType({})
) -> Differences:
    """Compare two environments. Values that applications take of others, `uses`, are alike if both are their own."""
    versions = [each.require_stack().tags.get("version", snapshot.UNKNOWN) for each in (one, other)]
    applications = _only_in_one(one, other)
    first, second = _parameters(one, applications, uses), _parameters(other, applications, uses)
    names = sorted(first.keys() | second.keys())
    parameters = {name: (first.get(name, ""), second.get(name, "")) for name in names}
    return Differences(
        environments=(one.name, other.name),
        version=(versions[0], versions[1]),
        applications=applications,
        parameters={name: pair for name, pair in parameters.items() if pair[0] != pair[1]},
        template=_template_differences(one, other, applications),
        resources=_count_differences(one, other, applications),
    )


def show(differences: Differences) -> None:
    """Print a line per difference, and the areas without any."""
    heading("souk env diff", "  ".join(differences.environments))
    _line("version", "", differences.version)
    for application, where in differences.applications.items():
        screen.print(f"  ≠ {'application':<12}{application}: {where}")
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


def _only_in_one(one: Environment, other: Environment) -> dict[str, str]:
    first, second = {*one.applications}, {*other.applications}
    return {name: f"only in {(one if name in first else other).name}" for name in sorted(first ^ second)}


def _template_differences(one: Environment, other: Environment, without: Collection[str]) -> dict[str, str]:
    first, second = _definitions(one, without), _definitions(other, without)
    differences = {}
    for logical_id in sorted(first.keys() | second.keys()):
        if logical_id not in second or logical_id not in first:
            differences[logical_id] = f"only in {(one if logical_id in first else other).name}"
        elif _without_code(first[logical_id]) != _without_code(second[logical_id]):
            differences[logical_id] = "definition"
        elif _code(first[logical_id]) != _code(second[logical_id]):
            differences[logical_id] = "code"
    return differences


def _parameters(
    environment: Environment, without: Collection[str], uses: Mapping[str, Collection[Use]]
) -> dict[str, str]:
    parameters: dict[str, str] = {}
    for stack in environment.stacks:
        if stack.application not in without:
            comparable = {**stack.parameters, **_names_of_used(environment, stack, uses.get(stack.application, ()))}
            parameters |= {_named(stack.application, name): value for name, value in comparable.items()}
    return {name: value for name, value in parameters.items() if name.rpartition(".")[2] != "Environment"}


def _names_of_used(environment: Environment, stack: Stack, uses: Collection[Use]) -> dict[str, str]:
    """The parameters that have what the environment itself publishes, with the name of that."""
    published = values(environment, uses)
    taken = {name for name, value in published.items() if value and value == stack.parameters.get(name)}
    return {use.parameter: f"{use.publisher}/{use.thing}" for use in uses if use.parameter in taken}


def _definitions(environment: Environment, without: Collection[str]) -> dict[str, Any]:
    """By name. The hash in the id of a version or a layer is dropped: it follows from the code, which is compared."""
    applications = {stack.name: stack.application for stack in environment.stacks}
    definitions = {
        _named(applications[stack], logical_id): definition
        for (stack, logical_id), definition in environment.definitions.items()
        if applications[stack] not in without
    }
    text = VERSION.sub(r"\1", json.dumps(definitions))
    for (_, logical_id), definition in environment.definitions.items():
        if definition["Type"] == LAYER and (hashed := HASHED.fullmatch(logical_id)):
            text = text.replace(logical_id, hashed[1])
    return dict(json.loads(text))


def _named(application: str, name: str) -> str:
    return f"{application}.{name}" if application else name


def _without_code(definition: dict[str, Any]) -> str:
    properties = {name: value for name, value in definition.get("Properties", {}).items() if name not in CODE}
    return json.dumps({**definition, "Properties": properties}, sort_keys=True)


def _code(definition: dict[str, Any]) -> str:
    """The code's name without its folder: SAM names it by its content."""
    properties = definition.get("Properties", {})
    keys = [properties[name].get("S3Key", "") for name in CODE if isinstance(properties.get(name), dict)]
    return " ".join(str(key).rpartition("/")[2] for key in keys)


def _count_differences(one: Environment, other: Environment, without: Collection[str]) -> dict[str, Pair]:
    first, second = _types(one, without), _types(other, without)
    types = sorted(first.keys() | second.keys())
    return {name: (str(first[name]), str(second[name])) for name in types if first[name] != second[name]}


def _types(environment: Environment, without: Collection[str]) -> Counter[str]:
    left_out = {stack.name for stack in environment.stacks if stack.application in without}
    return Counter(resource.type for resource in environment.resources if resource.stack not in left_out)
