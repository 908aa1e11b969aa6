"""A new service: a copy of the blueprint under other names, and its places in the files that know all services."""

from __future__ import annotations

from pathlib import Path

from souk.base.errors import SoukError
from souk.contracts import export
from souk.scaffold.edits import add_after, add_before, add_to_yaml, keys_in_yaml
from souk.scaffold.names import BLUEPRINT, Names, choose
from souk.scaffold.plan import Plan

HEARS = "users.UserErased.v1"
NAMED = ("Parameters", "Conditions", "Resources", "Outputs")
"""The parts of the template whose names share one space, as far as the eye is concerned."""


def service(root: Path, name: str, thing: str | None) -> Plan:
    """The plan of a service called `name` that keeps a `thing`. Raises SoukError if it can't be."""
    if name in export.services(root):
        raise SoukError(f"there is a service `{name}` already", "choose another name")
    announced = {event.key() for other in export.services(root) for event in export.events(other)}
    if HEARS not in announced:
        raise SoukError(f"nobody announces {HEARS}, which a new service listens to", "see docs/services.md")
    template = (root / "template.yaml").read_text()
    names = choose(name, thing, [each for part in NAMED for each in keys_in_yaml(template, part)])
    plan = Plan(root)
    for file in sorted(BLUEPRINT.rglob("*.py")):
        plan.make(names.put_into(str(file.relative_to(BLUEPRINT))), names.put_into(file.read_text()))
    plan.edit("template.yaml", lambda text: _in_template(text, names))
    plan.edit(".importlinter", lambda text: _in_import_rules(text, name))
    return plan


def _in_template(text: str, names: Names) -> str:
    """With the service's block, its alarms, its relays' right to publish, and its outputs."""
    name, relays = names.service, [f"{names.service.capitalize()}{plug}Role.Arn" for plug in ("Stream", "Sweeper")]
    block = names.put_into((BLUEPRINT / "block.yaml").read_text())
    headline = f"  # {'-' * (115 - len(name))} {name}\n"
    text = add_before(text, "  # -+ alarms", f"{headline}\n{block}\n")
    publishers = ("EventTopicPolicy", "Properties", "PolicyDocument", "Statement", 0, "Principal", "AWS")
    for role in relays:
        text = add_to_yaml(text, ("Resources", *publishers), f"!GetAtt {role}")
    watched = {
        "QueueAlarms": [name],
        "RowAlarms": [name],
        "ApiAlarms": [name],
        "IteratorAgeAlarms": [f"{name}-stream"],
        "ErrorAlarms": [f"{name}-stream", f"{name}-sweeper", f"{name}-sqs"],
        "VersionAlarms": [f"{name}-{plug}" for plug in ("http", "stream", "sweeper", "sqs")],
    }
    for alarms, wanted in watched.items():
        for each in wanted:
            text = add_to_yaml(text, ("Resources", f"Fn::ForEach::{alarms}", 1), each)
    return text.rstrip("\n") + "\n" + names.put_into((BLUEPRINT / "outputs.yaml").read_text())


def _in_import_rules(text: str, name: str) -> str:
    text = add_after(text, "root_packages =\n", r"    \w+\n", f"    {name}\n")
    text = add_after(text, "containers =\n", r"    \w+\n", f"    {name}\n")
    return add_after(text, "layers =\n", r"    \w+ \|[\w| ]+", f" | {name}")
