"""Contracts from code: what each service promises, written down for others to rely on.

`contracts/openapi` is what clients read, `contracts/gateway` what API Gateway imports, `contracts/events` what
subscribers read, `contracts/asyncapi.json` who announces and who listens. All of it follows from the services' code
and the template; nobody edits it.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import manifest
from chassis.core.events import Announcement
from chassis.web.app import Api, api_of, create_app
from souk.contracts import asyncapi, event_schema, gateway, subscriptions
from souk.contracts.releases import RELEASED
from souk.deploy import template

Schema = dict[str, Any]


def services(root: Path) -> list[str]:
    """The names of the services."""
    return manifest.names(root / "services")


def apis(service: str) -> list[Api]:
    """Every major version of a service's API, oldest first, with nothing real plugged into it."""
    package = import_module(service)
    versions = sorted(int(path.parent.name[1:]) for path in Path(package.__path__[0]).glob("v*/router.py"))
    return [api_of(service, version) for version in versions]


def openapi(api: Api) -> Schema:
    """The API's OpenAPI contract."""
    return create_app(api, {}).openapi()


def events(service: str) -> tuple[type[Announcement], ...]:
    """The events the service announces."""
    found: tuple[type[Announcement], ...] = import_module(f"{service}.events_out").EVENTS_OUT
    return found


def render(root: Path) -> dict[str, str]:
    """Every contract file, by its path below `contracts/`."""
    files: dict[str, Schema] = {}
    for service in services(root):
        for api in apis(service):
            contract = openapi(api)
            files[f"openapi/{api.key}.json"] = contract
            files[f"gateway/{api.key}.json"] = gateway.definition(api, contract)
        for event in events(service):
            files[f"events/{event.key()}.json"] = event_schema.whole(event)
    files["asyncapi.json"] = _asyncapi(root)
    return {path: json.dumps(content, indent=2, ensure_ascii=False) + "\n" for path, content in files.items()}


def write(root: Path) -> list[str]:
    """Write every contract file, remove those nobody makes any more; returns the paths that changed."""
    folder, wanted = root / "contracts", render(root)
    for path in wanted:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    changed = stale(root, wanted)
    for path in changed:
        if path in wanted:
            (folder / path).write_text(wanted[path])
        else:
            (folder / path).unlink()
    return changed


def stale(root: Path, wanted: dict[str, str] | None = None) -> list[str]:
    """The paths below `contracts/` that differ from what the code says: missing, changed or left over."""
    folder, wanted = root / "contracts", wanted or render(root)
    generated = (path for path in folder.rglob("*.json") if root / RELEASED not in path.parents)
    present = {str(path.relative_to(folder)): path.read_text() for path in generated}
    return sorted(path for path in {*present, *wanted} if present.get(path) != wanted.get(path))


def _asyncapi(root: Path) -> Schema:
    made = template.resources(template.read(root))
    return asyncapi.document(
        [subscriptions.service(name) for name in services(root)], made, subscriptions.subscriptions(made)
    )
