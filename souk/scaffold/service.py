"""A new service: an application that is a renamed copy of the skeleton, and its entries in the import rules."""

from __future__ import annotations

import re
from pathlib import Path

from souk.base.errors import SoukError
from souk.contracts import export
from souk.deploy import applications, template
from souk.scaffold.edits import add_after
from souk.scaffold.names import SKELETON, choose
from souk.scaffold.plan import Plan

EVENT = re.compile(r'Literal\["([\w.]+)"\] = .*\n +version: Literal\[(\d+)\]')
SUFFIXES = (".py", ".toml", ".yaml")
EVENTS_IN = "EVENTS_IN"
"""Stands in the skeleton's template for the events that a new service reacts to."""


def service(root: Path, name: str, thing: str | None) -> Plan:
    """The plan of a service called `name` that keeps a `thing`. Raises SoukError if it can't be."""
    if name in export.services(root):
        raise SoukError(f"there is a service `{name}` already", "choose another name")
    events = {event.key() for other in export.services(root) for event in export.events(other)}
    if missing := [key for key in _events_in() if key not in events]:
        raise SoukError(f"no service announces {missing[0]}, to which a new service reacts", "see docs/services.md")
    names = choose(name, thing, _ids(root))
    plan = Plan(root)
    for file in sorted(path for path in SKELETON.rglob("*") if path.suffix in SUFFIXES):
        text = names.put_into(file.read_text()).replace(EVENTS_IN, ", ".join(_events_in()))
        plan.make(names.put_into(str(file.relative_to(SKELETON))), text)
    plan.edit(".importlinter", lambda text: _in_import_rules(text, name))
    return plan


def _events_in() -> list[str]:
    """The events that a new service reacts to."""
    text = (SKELETON / "services/stall/events_in.py").read_text()
    return [f"{name}.v{version}" for name, version in EVENT.findall(text)]


def _ids(root: Path) -> list[str]:
    """The names in the templates that may begin with the name of a service."""
    texts = [(root / application.template).read_text() for application in applications.every(root)]
    sections = ("Parameters", "Conditions", "Outputs")
    return [
        *(name for text in texts for section in sections for name in template.parse(text)[section]),
        *(name for text in texts for name in template.resources(template.parse(text))),
        *re.findall(r"Fn::ForEach::(\w+)", "".join(texts)),
    ]


def _in_import_rules(text: str, name: str) -> str:
    text = add_after(text, "root_packages =\n", r"    \w+\n", f"    {name}\n")
    text = add_after(text, "containers =\n", r"    \w+\n", f"    {name}\n")
    return add_after(text, "layers =\n", r"    \w+ \|[\w| ]+", f" | {name}")
