"""A world in memory for each service, in which there is what its contract's examples name; and a gateway before it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from starlette.types import Receive, Scope, Send

from chassis.web.app import Api, create_app
from souk.contracts import export
from tests.contracts.setting import CUSTOMER, Setting, World
from tests.gateway import claims

ROOT = Path(__file__).resolve().parents[2]
# What the gateway tells of each kind of caller.
CALLERS: dict[str, dict[str, Any]] = {
    "nobody": {},
    "a customer": {"authorizer": {"claims": claims(CUSTOMER)}},
    "staff": {"authorizer": {"claims": claims("a-member-of-staff", groups=["staff"])}},
    "a service": {"identity": {"userArn": "arn:aws:sts::123456789012:assumed-role/souk-dev/run"}},
}


WORLDS: Mapping[str, Setting] = {
    service: import_module(f"tests.{service}.world").SETTING for service in export.services(ROOT)
}


class Gateway:
    """An API as it is behind its gateway, which tells it who calls. Its world can be made anew at any time."""

    def __init__(self, api: Api, caller: Mapping[str, Any]) -> None:
        self._caller, self._world = caller, World()
        self._new, self._app = WORLDS[api.name].world, create_app(api, self._world)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget whatever was done."""
        self._world.update(self._new())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["aws.event"] = {"requestContext": self._caller}
        await self._app(scope, receive, send)
