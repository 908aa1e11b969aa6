"""A template in Python: `!Ref X` is `{"Ref": "X"}`, and loops are expanded."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

Resources = dict[str, dict[str, Any]]
Items = dict[str, Any]
"""The item of each loop's variable."""
Mappings = dict[str, dict[str, dict[str, Any]]]
LOOP = "Fn::ForEach::"


@cache
def _loader() -> type[yaml.SafeLoader]:
    """Reads CloudFormation's short tags as `{tag: value}`."""
    import yaml  # most commands need no template

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """With tags of its own."""

    def tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
        if isinstance(node, yaml.ScalarNode):
            return {suffix: loader.construct_scalar(node)}
        if isinstance(node, yaml.SequenceNode):
            return {suffix: loader.construct_sequence(node, deep=True)}
        raise ValueError(f"!{suffix} with a mapping")

    Loader.add_multi_constructor("!", tag)
    return Loader


def read(root: Path, path: str = "template.yaml") -> dict[str, Any]:
    """A template as it is written: the core's, or the one at `path`."""
    return parse((root / path).read_text())


def parse(text: str) -> dict[str, Any]:
    """A template, YAML or JSON."""
    template: dict[str, Any] = _loader()(text).get_single_data()
    return template


def resources(template: dict[str, Any]) -> Resources:
    """Its resources, with every Fn::ForEach as CloudFormation expands it."""
    expanded: Resources = _expand(template["Resources"], {}, template.get("Mappings", {}))
    return expanded


def of_type(resources: Resources, kind: str) -> Resources:
    """The properties of every resource of one type, by id."""
    return {name: resource["Properties"] for name, resource in resources.items() if resource["Type"] == kind}


def _expand(node: Any, items: Items, mappings: Mappings) -> Any:
    """A part of the template as it is where the loops around it have arrived at these items."""
    if isinstance(node, list):
        return [_expand(element, items, mappings) for element in node]
    if not isinstance(node, dict):
        return node
    expanded: dict[str, Any] = {}
    for key, value in node.items():
        if key.startswith(LOOP):
            variable, collection, body = value
            for item in collection:
                expanded |= _expand(body, {**items, variable: item}, mappings)
        else:
            expanded[_fill(key, items)] = _expand(value, items, mappings)
    if len(expanded) != 1:
        return expanded
    ((function, argument),) = expanded.items()
    return _call(function, argument, items, mappings)


def _call(function: str, argument: Any, items: Items, mappings: Mappings) -> Any:
    """The result of a function as far as loops and mappings determine it; otherwise the function itself."""
    match function.removeprefix("Fn::"), argument:
        case "Ref", str() if argument in items:
            return items[argument]
        case "GetAtt", [str(resource), str(attribute)]:
            return {function: f"{resource}.{attribute}"}
        case "FindInMap", [str(name), str(first), str(second), *default]:
            values = mappings[name].get(first, {})
            return values[second] if second in values or not default else default[0]["DefaultValue"]
        case "Sub", str():
            text = _fill(argument, items)
            return {function: text} if "${" in text else text
        case "Sub", [str(text), dict(variables)]:
            values = {name: _placeholder(value) for name, value in variables.items()}
            if None not in values.values():
                return _call(function, _fill(text, {**items, **values}), {}, mappings)
    return {function: argument}


def _fill(text: str, items: Items) -> str:
    for variable, item in items.items():
        text = text.replace(f"${{{variable}}}", item).replace(f"&{{{variable}}}", re.sub("[^A-Za-z0-9]", "", item))
    return text


def _placeholder(value: Any) -> str | None:
    """A variable of Fn::Sub as part of its text; None if the text can't express it."""
    match value:
        case str():
            return value
        case {"Ref": str(name)} | {"GetAtt": str(name)} | {"Fn::GetAtt": str(name)}:
            return f"${{{name}}}"
    return None
