"""The templates of the core and of all applications, read once for all tests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from souk.deploy import applications, template
from souk.deploy.applications import READ

ROOT = Path(__file__).resolve().parents[2]
APPLICATIONS = applications.every(ROOT)
"""The core first."""
TEMPLATES = {each.title: template.read(ROOT, each.template) for each in APPLICATIONS}
TEMPLATE = TEMPLATES["core"]
BY_STACK = {title: template.resources(read) for title, read in TEMPLATES.items()}
RESOURCES = {logical_id: resource for resources in BY_STACK.values() for logical_id, resource in resources.items()}


def of_type(kind: str, resources: template.Resources = RESOURCES) -> dict[str, dict[str, Any]]:
    """The properties of every resource of one type, by id; of all stacks unless they are given."""
    return template.of_type(resources, kind)


FUNCTIONS = of_type("AWS::Serverless::Function")
PUBLISHED = {
    match["thing"]: published["Value"]
    for published in of_type("AWS::SSM::Parameter", BY_STACK["core"]).values()
    if (match := re.fullmatch(r"/souk/\$\{Environment\}/core/(?P<thing>\w+)", published["Name"]["Sub"]))
}
"""The values that the core publishes, by the names that applications read."""


def defaults(function: str) -> dict[str, Any]:
    """The settings of all functions in the template of this one."""
    (title,) = (title for title, resources in BY_STACK.items() if function in resources)
    globals_: dict[str, Any] = TEMPLATES[title]["Globals"]["Function"]
    return globals_


def placeholders(function: str) -> dict[str, str]:
    """A value for each of a function's own variables: a parameter's default, an address for what isn't deployed."""
    (read,) = (TEMPLATES[title] for title, resources in BY_STACK.items() if function in resources)
    texts = {}
    for name, value in FUNCTIONS[function].get("Environment", {}).get("Variables", {}).items():
        parameter = read["Parameters"].get(value.get("Ref"), {}) if isinstance(value, dict) else {}
        text = value if isinstance(value, str) else str(parameter.get("Default", ""))
        texts[name] = text or f"https://{name}.example"
    return texts


def resolved(value: Any) -> Any:
    """A value in a template with what it reads of the core replaced by what the core publishes."""
    if isinstance(value, dict) and (read := READ.fullmatch(str(value.get("Sub", "")))) and read["publisher"] == "core":
        return PUBLISHED[read["thing"]]
    return value


def statements(role: str) -> list[dict[str, Any]]:
    """The policy statements of a function's role."""
    (policy,) = RESOURCES[role]["Properties"]["Policies"]
    rights: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return rights


def actions(statement: dict[str, Any]) -> list[str]:
    """The actions of one statement."""
    action = statement["Action"]
    return [action] if isinstance(action, str) else action
