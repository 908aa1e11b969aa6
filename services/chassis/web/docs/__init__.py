"""The documentation of a service's APIs: each contract, and Swagger UI over it, with its assets bundled, no CDN.

A function of its own responds with files of its zip, so that the functions of the APIs carry none of it. Standard
library only. Links are relative, so that the page works below any stage or base path.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, partial
from html import escape
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Any

from chassis.core.errors import CONTENT_TYPE, NotFound
from chassis.runtime import tracing
from chassis.web.gateway import Event, Handler, guarded

HERE = Path(__file__).parent
ASSETS = {
    "swagger-ui-bundle.js": "application/javascript",
    "swagger-ui.css": "text/css; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "page.js": "application/javascript",
}
FOR_A_DAY = {"cache-control": "public, max-age=86400"}
SERVERS = [{"url": ".", "description": "Where this was read."}]


def documentation(service: str, contracts: Path = HERE.parents[2] / "contracts/openapi") -> Handler:
    """The Lambda handler for the documentation of all versions of a service's API, one at each stage.

    `contracts` is where the build puts them: `orders.v1.json`.
    """
    return guarded(partial(_respond, service, contracts))


def _respond(service: str, contracts: Path, event: Event, _context: object) -> dict[str, Any]:
    file = contracts / f"{service}.{event['requestContext'].get('stage')}.json"
    path, asset = event["path"], event["path"].removeprefix("/docs/")
    if event["httpMethod"] == "GET" and file.exists():
        if path == "/openapi.json":
            return _response(200, "application/json", _compact({**_contract(file), "servers": SERVERS}))
        if path == "/docs":
            page = Template((HERE / "page.html").read_text())
            title = escape(_contract(file)["info"]["title"])
            return _response(200, "text/html; charset=utf-8", page.substitute(title=title))
        if path == f"/docs/{asset}" and asset in ASSETS:
            return _response(200, ASSETS[asset], _asset(asset), FOR_A_DAY)
    problem = NotFound()
    return _response(problem.status, CONTENT_TYPE, _compact(problem.body()))


@cache
def _contract(file: Path) -> dict[str, Any]:
    contract: dict[str, Any] = json.loads(file.read_text())
    return contract


@cache
def _asset(name: str) -> str:
    ours = HERE / name
    return (ours if ours.exists() else _swagger() / name).read_text()


def _swagger() -> Path:
    """The assets in the package, which is not imported: it would load FastAPI."""
    package = find_spec("fastapi_swagger")
    if package is None or package.origin is None:
        raise FileNotFoundError("fastapi_swagger is not in the zip")
    return Path(package.origin).parent / "resources"


def _compact(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _response(status: int, media_type: str, body: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    trace = tracing.trace_id()
    return {
        "statusCode": status,
        "headers": {
            **(headers or {}),
            "content-length": str(len(body.encode())),
            "content-type": media_type,
            **({"x-trace-id": trace} if trace else {}),
        },
        "multiValueHeaders": {},
        "body": body,
        "isBase64Encoded": False,
    }
