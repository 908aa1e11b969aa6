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
    """What a function's role may do."""
    (policy,) = RESOURCES[role]["Properties"]["Policies"]
    found: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return found


def actions(statement: dict[str, Any]) -> list[str]:
    """The actions of one statement."""
    found = statement["Action"]
    return [found] if isinstance(found, str) else found
