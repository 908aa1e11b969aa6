"""A new service: a renamed copy of the skeleton, and its entries in the two files that list services."""

from __future__ import annotations

import re
from pathlib import Path

from souk.base.errors import SoukError
from souk.cloud.naming import id_prefix
from souk.contracts import export
from souk.deploy import template
from souk.scaffold.edits import add_after, add_before, add_to_yaml
from souk.scaffold.names import SKELETON, Names, choose
from souk.scaffold.plan import Plan

EVENT = re.compile(r'Literal\["([\w.]+)"\] = .*\n +version: Literal\[(\d+)\]')
LOOPS = ("Services", "Announcers", "Apis")
ALARM_LOOPS = ("ServiceAlarms", "AnnouncerAlarms", "ApiAlarms")
"""The template's loops over services: by the word in their ids, and by the word in their names."""


def service(root: Path, name: str, thing: str | None) -> Plan:
    """The plan of a service called `name` that keeps a `thing`. Raises SoukError if it can't be."""
    if name in export.services(root):
        raise SoukError(f"there is a service `{name}` already", "choose another name")
    events = {event.key() for other in export.services(root) for event in export.events(other)}
    if missing := [key for key in _events_in() if key not in events]:
        raise SoukError(f"no service announces {missing[0]}, to which a new service reacts", "see docs/services.md")
    names = choose(name, thing, _ids((root / "template.yaml").read_text()))
    plan = Plan(root)
    for file in sorted(SKELETON.rglob("*.py")):
        plan.make(names.put_into(str(file.relative_to(SKELETON))), names.put_into(file.read_text()))
    plan.edit("template.yaml", lambda text: _in_template(text, names))
    plan.edit(".importlinter", lambda text: _in_import_rules(text, name))
    return plan


def _events_in() -> list[str]:
    """The events that a new service reacts to."""
    text = (SKELETON / "services/stall/events_in.py").read_text()
    return [f"{name}.v{version}" for name, version in EVENT.findall(text)]


def _ids(text: str) -> list[str]:
    """The names in the template that may begin with the name of a service."""
    parsed = template.parse(text)
    sections = (parsed["Parameters"], parsed["Conditions"], template.resources(parsed), parsed["Outputs"])
    return [*(name for section in sections for name in section), *re.findall(r"Fn::ForEach::(\w+)", text)]


def _in_template(text: str, names: Names) -> str:
    """The template with the service's block, its items in the loops and the events that its queue receives."""
    name, word = names.service, id_prefix(names.service)
    block = names.put_into((SKELETON / "block.yaml").read_text())
    text = add_before(text, "# -+ outputs", f"  # {'-' * (115 - len(name))} {name}\n\n{block}\n")
    for loops, item in ((LOOPS, word), (ALARM_LOOPS, name)):
        for loop in loops:
            text = add_to_yaml(text, ("Resources", f"Fn::ForEach::{loop}", 1), item)
    text = add_to_yaml(text, ("Mappings", "Lower", "Services"), f"{word}: {name}")
    return add_to_yaml(text, ("Mappings", "Subscriptions"), f"{word}: {{Events: [{', '.join(_events_in())}]}}")


def _in_import_rules(text: str, name: str) -> str:
    text = add_after(text, "root_packages =\n", r"    \w+\n", f"    {name}\n")
    text = add_after(text, "containers =\n", r"    \w+\n", f"    {name}\n")
    return add_after(text, "layers =\n", r"    \w+ \|[\w| ]+", f" | {name}")
