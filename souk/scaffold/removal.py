"""The removal of a service: its code and tests, and its entries in the files that list services."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from souk.base.errors import SoukError
from souk.cloud.naming import id_prefix
from souk.contracts import export
from souk.deploy import applications
from souk.deploy.fingerprint import source_files
from souk.scaffold.plan import Plan

IN_TEMPLATE = (
    r"^  # -+ {name}\n(?s:.*?)(?=^(?:  )?# -+ )",  # its block
    r"(?<=\w), (?:{name}(?:-v\d+)?|{Name}(?:V\d+)?)(?=[,\]])",  # its items in the loops
    r", {Name}(?:V\d+)?: [\w-]+(?=[,}])",  # its words in lower case, the stages of its API
    r"^    {Name}: \{Events: \[(?s:.*?)\]\}\n",  # what its queue receives
)
IN_IMPORT_RULES = (r"^    {name}\n", r" \| {name}\b")
READ = (".py", ".toml", ".yaml", ".importlinter")
IMPORTED = r"^(from|import) (tests\.)?{name}\b|\bsouk_sdk\.{name}_v[0-9]"
REFERENCES = {
    "template.yaml": r"\b{Name}[A-Z]|[*-]{name}\b|\b{name}\.[A-Z]\w+",
    ".importlinter": r"\b{name}\b",
    "pyproject.toml": r"\b{name}\b",
    "services": IMPORTED + r"|\b{name}(\.v[0-9]|_v[0-9]|\.[A-Z]\w+)",
    "souk": IMPORTED + r"|\b{name}\.v[0-9]",
    "tests": IMPORTED,
}
"""The references of a file to a service: to its code, its client, its events, its resources."""


def service(root: Path, name: str) -> Plan:
    """The plan of removing a service. Raises SoukError if something else needs it."""
    services = export.services(root)
    if name not in services:
        raise SoukError(f"there is no service `{name}`", f"there are: {', '.join(services)}")
    plan = Plan(root, removed=(f"services/{name}", f"tests/{name}"))
    if name in applications.core(root).services:
        plan.edit("template.yaml", lambda text: _without(text, IN_TEMPLATE, name))
    plan.edit(".importlinter", lambda text: _without(text, IN_IMPORT_RULES, name))
    dependents = [*_dependents(plan, name)]
    if dependents:
        more = f" and {len(dependents) - 1} more" if dependents[1:] else ""
        raise SoukError(f"`{name}` is needed by {dependents[0]}{more}", "remove that dependency first")
    return plan


def _without(text: str, patterns: tuple[str, ...], name: str) -> str:
    for pattern in patterns:
        text = re.sub(_filled(pattern, name), "", text, flags=re.MULTILINE)
    return text


def _filled(pattern: str, name: str) -> str:
    return pattern.replace("{name}", name).replace("{Name}", id_prefix(name))


def _dependents(plan: Plan, name: str) -> Iterator[str]:
    """The files that would still refer to it."""
    for place, pattern in REFERENCES.items():
        reference = re.compile(_filled(pattern, name), re.MULTILINE)
        for path in source_files(plan.root, (place,)):
            if path.startswith(tuple(f"{folder}/" for folder in plan.removed)) or not path.endswith(READ):
                continue
            if reference.search(plan.changed.get(path) or (plan.root / path).read_text()):
                yield path
