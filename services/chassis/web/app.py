"""A service's API as a FastAPI app, and the app as a Lambda handler."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from mangum import Mangum
from mangum.adapter import DEFAULT_TEXT_MIME_TYPES
from starlette.exceptions import HTTPException

from chassis.core.errors import CONTENT_TYPE
from chassis.core.ports import Deferred, Ports
from chassis.web import deprecation, exception_handlers, middleware
from chassis.web.auth import NoVerifier, Verifier
from chassis.web.cors import with_cors
from chassis.web.gateway import guarded

if TYPE_CHECKING:
    from chassis.web.callers import Callers


@dataclass(frozen=True)
class Api:
    """The API of a service, without the implementations of its ports."""

    name: str
    version: int
    title: str
    description: str
    routers: Sequence[APIRouter]
    tags: Mapping[str, str] = field(default_factory=dict)
    """The description of each tag."""
    forms: Sequence[str] = ()
    """Patterns of paths where a form may be sent (RFC 8058). It is ignored: only JSON has content."""

    @property
    def key(self) -> str:
        """The name of its contract: `orders.v2`."""
        return f"{self.name}.v{self.version}"

    @property
    def base(self) -> str:
        """The prefix of its paths at a load balancer, which several APIs share: `/orders/v2`."""
        return f"/{self.name}/v{self.version}"


def api_of(service: str, version: int) -> Api:
    """One major version of a service's API: `API` in `SERVICE/vN/router.py`."""
    api: Api = import_module(f"{service}.v{version}.router").API
    return api


def port(kind: Any) -> Any:
    """A route's dependency on a port: `Store = Annotated[ports.Store, port(ports.Store)]`."""

    async def implementation(request: Request) -> object:
        return request.app.state.ports[kind]

    return Depends(implementation)


def create_app(
    api: Api, ports: Ports, verifier: Verifier | None = None, callers: Callers | Deferred | None = None
) -> FastAPI:
    """The app of `api`, with the implementation of each of its ports.

    `verifier` checks access tokens, and `callers` the services that call, where no gateway did; without them they are
    all refused. The routes are those of the routers: `include_router` would build each of them again, at the first
    request.
    """
    app = FastAPI(
        routes=[route for router in api.routers for route in router.routes],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.api = api
    app.state.ports = ports
    app.state.verifier = verifier or NoVerifier()
    app.state.callers = callers
    app.add_middleware(
        middleware.RequestMiddleware, deprecation=deprecation.DeprecationHeaders(api.routers), forms=api.forms
    )
    app.add_exception_handler(HTTPException, exception_handlers.on_http_exception)
    app.add_exception_handler(RequestValidationError, exception_handlers.on_validation_error)
    return app


def lambda_handler(app: FastAPI, allow_origins: str = "") -> Callable[[dict[str, Any], Any], dict[str, Any]]:
    """The app as a Lambda handler for API Gateway, and for a load balancer in front of operations for services.

    `allow_origins`, separated by commas, are those of other sites' pages that may read responses.
    Without the lifespan, which Mangum would run on every invocation: ports are built before, at cold start.
    """
    adapter = Mangum(app, lifespan="off", text_mime_types=[*DEFAULT_TEXT_MIME_TYPES, CONTENT_TYPE])
    return with_cors(guarded(adapter, app.state.api.base), allow_origins)
