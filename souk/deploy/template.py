"""template.yaml as Python sees it: `!Ref X` is `{"Ref": "X"}`, and loops are unrolled."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

Resources = dict[str, dict[str, Any]]


@cache
def _loader() -> type[yaml.SafeLoader]:
    """Reads CloudFormation's short tags as `{tag: value}`."""
    import yaml  # most commands read no template

    class Loader(yaml.SafeLoader):
        """With tags of its own."""

    def tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
        if isinstance(node, yaml.ScalarNode):
            return {suffix: loader.construct_scalar(node)}
        if isinstance(node, yaml.SequenceNode):
            return {suffix: loader.construct_sequence(node, deep=True)}
        raise ValueError(f"!{suffix} with a mapping")

    Loader.add_multi_constructor("!", tag)
    return Loader


def read(root: Path) -> dict[str, Any]:
    """The template as it is written."""
    return parse((root / "template.yaml").read_text())


def parse(text: str) -> dict[str, Any]:
    """A template, YAML or JSON."""
    template: dict[str, Any] = _loader()(text).get_single_data()
    return template


def resources(template: dict[str, Any]) -> Resources:
    """Its resources, with every Fn::ForEach as CloudFormation expands it."""
    made: Resources = {}
    for name, body in template["Resources"].items():
        if not name.startswith("Fn::ForEach::"):
            made[name] = body
            continue
        variable, values, resource = body
        for value in values:
            text = json.dumps(resource).replace(f"${{{variable}}}", value)
            made |= json.loads(text.replace(f"&{{{variable}}}", value.replace("-", "")))
    return made


def of_type(made: Resources, kind: str) -> Resources:
    """The properties of every resource of one type, by id."""
    return {name: resource["Properties"] for name, resource in made.items() if resource["Type"] == kind}
