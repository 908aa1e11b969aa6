"""Export of contracts from the services' code and the template.

`contracts/openapi` is for clients, `contracts/gateway` for API Gateway, `contracts/events` for subscribers, and
`contracts/asyncapi.json` shows publishers and subscribers of all events. The files are never edited by hand.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import manifest
from chassis.core.events import Announcement
from chassis.web import openapi as openapi_contract
from chassis.web.app import Api, api_of
from souk.contracts import asyncapi, event_schema, gateway, subscriptions
from souk.contracts.modules import names_in
from souk.contracts.releases import RELEASED
from souk.deploy import applications, template

Schema = dict[str, Any]


def services(root: Path) -> list[str]:
    """The names of the services."""
    return manifest.names(root / "services")


def apis(service: str) -> list[Api]:
    """Every major version of a service's API, oldest first, without adapters."""
    package = import_module(service)
    versions = sorted(int(path.parent.name[1:]) for path in Path(package.__path__[0]).glob("v*/router.py"))
    return [api_of(service, version) for version in versions]


def openapi(api: Api) -> Schema:
    """The API's OpenAPI contract."""
    return openapi_contract.contract(api)


def events(service: str) -> tuple[type[Announcement], ...]:
    """The events that a service announces."""
    return tuple(names_in(service, "events_out").get("EVENTS_OUT", ()))


def render(root: Path) -> dict[str, str]:
    """Every contract file, by its path below `contracts/`."""
    files: dict[str, Schema] = {}
    of_core = applications.core(root).services
    for service in services(root):
        for api in apis(service):
            contract = openapi(api)
            files[f"openapi/{api.key}.json"] = contract
            files[f"gateway/{api.key}.json"] = gateway.definition(api, contract, service in of_core)
        for event in events(service):
            files[f"events/{event.key()}.json"] = event_schema.document(event)
    files["asyncapi.json"] = _asyncapi(root)
    return {path: json.dumps(content, indent=2, ensure_ascii=False) + "\n" for path, content in files.items()}


def write(root: Path) -> list[str]:
    """Write every contract file and remove obsolete ones; returns the paths that changed."""
    folder, rendered = root / "contracts", render(root)
    for path in rendered:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    changed = stale(root, rendered)
    for path in changed:
        if path in rendered:
            (folder / path).write_text(rendered[path])
        else:
            (folder / path).unlink()
    return changed


def stale(root: Path, rendered: dict[str, str] | None = None) -> list[str]:
    """The paths below `contracts/` that don't match the code: missing, changed or obsolete."""
    folder, rendered = root / "contracts", rendered or render(root)
    generated = (path for path in folder.rglob("*.json") if root / RELEASED not in path.parents)
    present = {str(path.relative_to(folder)): path.read_text() for path in generated}
    return sorted(path for path in {*present, *rendered} if present.get(path) != rendered.get(path))


def _asyncapi(root: Path) -> Schema:
    resources = {
        logical_id: resource
        for application in applications.every(root)
        for logical_id, resource in template.resources(template.read(root, application.template)).items()
    }
    every = [subscriptions.service(name) for name in services(root)]
    return asyncapi.document(every, resources, subscriptions.subscriptions(resources))
