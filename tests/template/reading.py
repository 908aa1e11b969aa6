"""The template, read once for all tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from souk.deploy import template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = template.read(ROOT)
RESOURCES = template.resources(TEMPLATE)


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    """The properties of every resource of one type, by id."""
    return template.of_type(RESOURCES, kind)


FUNCTIONS = of_type("AWS::Serverless::Function")


def statements(role: str) -> list[dict[str, Any]]:
    """The policy statements of a function's role."""
    (policy,) = RESOURCES[role]["Properties"]["Policies"]
    rights: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return rights


def actions(statement: dict[str, Any]) -> list[str]:
    """The actions of one statement."""
    action = statement["Action"]
    return [action] if isinstance(action, str) else action
