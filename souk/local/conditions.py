"""Conditions of templates in MiniStack. Runs inside MiniStack's own Python: standard library only.

- It leaves Fn::Split, Fn::Join and Fn::Sub in a condition as they are, and a Fn::Select of their result fails.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")
Parameters = Mapping[str, Mapping[str, Any]]


def plain(value: Any, parameters: Parameters) -> Any:
    """A condition, its functions that make texts and lists of texts replaced by those."""
    if isinstance(value, list):
        return [plain(each, parameters) for each in value]
    if not isinstance(value, dict):
        return value
    inner = {name: plain(each, parameters) for name, each in value.items()}
    if "Fn::Join" in inner:
        separator, parts = inner["Fn::Join"]
        return separator.join(map(str, _list(parts, parameters)))
    if "Fn::Split" in inner:
        separator, text = inner["Fn::Split"]
        return str(text).split(separator) if isinstance(text, str) else inner
    if "Fn::Sub" in inner:
        return _substituted(inner["Fn::Sub"], parameters)
    return inner


def _list(value: Any, parameters: Parameters) -> list[Any]:
    """The parts of a list, also of one that is a parameter."""
    if isinstance(value, dict) and value.get("Ref") in parameters:
        text = str(parameters[value["Ref"]]["Value"])
        return text.split(",") if text else []
    return list(value)


def _substituted(value: Any, parameters: Parameters) -> str:
    text, given = value if isinstance(value, list) else (value, {})
    values = {**{name: each.get("Value", "") for name, each in parameters.items()}, **given}
    return VARIABLE.sub(lambda match: str(values.get(match[1], match[0])), text)


def evaluating(evaluate: Callable[..., Any]) -> Callable[..., Any]:
    """Evaluate the conditions of a template as before, without those functions."""

    def evaluate_conditions(template: Mapping[str, Any], parameters: Parameters) -> Any:
        conditions = plain(template.get("Conditions", {}), parameters)
        return evaluate({**template, "Conditions": conditions}, parameters)

    return evaluate_conditions


def correct(engine: Any, *importers: Any) -> None:
    """Let the modules that evaluate conditions do it so."""
    evaluate = evaluating(engine._evaluate_conditions)
    for module in (engine, *importers):
        module._evaluate_conditions = evaluate
