"""The world of each service in memory, with everything that its contract's examples name, behind either front."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from chassis.web.app import Api, create_app
from souk.contracts import export
from tests.contracts.scenario import CUSTOMER, Scenario, World
from tests.gateway import Client, claims
from tests.load_balancer import AnyToken, NamedCallers, UnroutedClient

ROOT = Path(__file__).resolve().parents[2]
# The request context that the gateway adds for each kind of caller.
CALLERS: dict[str, dict[str, Any]] = {
    "nobody": {},
    "a customer": {"authorizer": {"claims": claims(CUSTOMER)}},
    "staff": {"authorizer": {"claims": claims("a-member-of-staff", groups=["staff"])}},
    "a service": {"identity": {"userArn": "arn:aws:sts::123456789012:assumed-role/souk-dev/run"}},
}


WORLDS: Mapping[str, Scenario] = {
    service: import_module(f"tests.{service}.world").SCENARIO for service in export.services(ROOT)
}


class Gateway:
    """An API behind its gateway, which adds the caller. Its world can be reset."""

    def __init__(self, api: Api, caller: Mapping[str, Any]) -> None:
        self.api, self._caller, self._world = api, caller, World()
        self._new = WORLDS[api.name].world
        self._app = create_app(api, self._world, AnyToken(), NamedCallers())
        self.reset()

    def reset(self) -> None:
        """Discard all changes."""
        self._world.update(self._new())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["aws.event"] = {"requestContext": self._caller}
        await self._app(scope, receive, send)


class LoadBalancer(Gateway):
    """The same behind a load balancer, whose events say nothing of the caller; all operations are forwarded."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Of several headers of a name the last counts, as for a client that sends each once.
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        client = UnroutedClient(self._app, {**headers, **self._credentials()})
        query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        path, body = scope["raw_path"].decode(), await _read(receive)
        # Mangum runs a loop of its own, as there is none in a function.
        answer = await to_thread(client.send, scope["method"], path, query, client.headers, body, None)
        fields = [(name.encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": fields})
        await send({"type": "http.response.body", "body": answer.text.encode()})

    def _credentials(self) -> dict[str, str]:
        """The headers that prove the caller, in place of the gateway's context."""
        if "authorizer" in self._caller:
            return dict(Client(self._app).with_claims(self._caller["authorizer"]["claims"]).headers)
        return {"X-Named-Role": self._caller["identity"]["userArn"]} if "identity" in self._caller else {}


async def _read(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body
