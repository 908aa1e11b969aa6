"""The world of each service in memory, with everything that its contract's examples name, behind a gateway."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from starlette.types import Receive, Scope, Send

from chassis.web.app import Api, create_app
from souk.contracts import export
from tests.contracts.scenario import CUSTOMER, Scenario, World
from tests.gateway import claims

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
        self._new, self._app = WORLDS[api.name].world, create_app(api, self._world)
        self.reset()

    def reset(self) -> None:
        """Discard all changes."""
        self._world.update(self._new())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["aws.event"] = {"requestContext": self._caller}
        await self._app(scope, receive, send)
