"""template.yaml as Python sees it: `!Ref X` is `{"Ref": "X"}`, and loops are unrolled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short tags as `{tag: value}`."""


def _tag(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {suffix: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {suffix: loader.construct_sequence(node, deep=True)}
    raise ValueError(f"!{suffix} with a mapping")


_Loader.add_multi_constructor("!", _tag)


def _unrolled(resources: dict[str, Any]) -> dict[str, Any]:
    """The resources with every Fn::ForEach as CloudFormation expands it."""
    made: dict[str, Any] = {}
    for name, body in resources.items():
        if not name.startswith("Fn::ForEach::"):
            made[name] = body
            continue
        variable, values, resource = body
        for value in values:
            text = json.dumps(resource).replace(f"${{{variable}}}", value)
            made |= json.loads(text.replace(f"&{{{variable}}}", value.replace("-", "")))
    return made


TEMPLATE: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text(), _Loader)  # noqa: S506
RESOURCES = _unrolled(TEMPLATE["Resources"])


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    """The properties of every resource of one type, by id."""
    return {name: made["Properties"] for name, made in RESOURCES.items() if made["Type"] == kind}


FUNCTIONS = of_type("AWS::Serverless::Function")


def statements(role: str) -> list[dict[str, Any]]:
    """What a function's role may do."""
    (policy,) = RESOURCES[role]["Properties"]["Policies"]
    found: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return found


def actions(statement: dict[str, Any]) -> list[str]:
    """The actions of one statement."""
    found = statement["Action"]
    return [found] if isinstance(found, str) else found
