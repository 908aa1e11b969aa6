"""A service's API as a FastAPI app, and the app as a Lambda handler."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from mangum import Mangum
from mangum.adapter import DEFAULT_TEXT_MIME_TYPES
from starlette.exceptions import HTTPException

from chassis.core.errors import CONTENT_TYPE
from chassis.web import deprecation, docs, exception_handlers, middleware, openapi
from chassis.web.auth import NoVerifier, Verifier
from chassis.web.gateway import guarded

World = Mapping[Any, object]
# Whoever runs the system puts an address of theirs here.
CONTACT = {"name": "The shop's developers", "url": "https://souk.example/developers"}


@dataclass(frozen=True)
class Api:
    """What a service's API is, before anything real is plugged into it."""

    name: str
    version: int
    title: str
    description: str
    routers: Sequence[APIRouter]
    tags: Mapping[str, str] = field(default_factory=dict)
    """What each tag of its operations stands for."""

    @property
    def key(self) -> str:
        """The name of its contract: `orders.v2`."""
        return f"{self.name}.v{self.version}"


def api_of(service: str, version: int) -> Api:
    """One major version of a service's API: what `SERVICE/vN/router.py` calls `API`."""
    found: Api = import_module(f"{service}.v{version}.router").API
    return found


def port(kind: Any) -> Any:
    """A route's need for a port: `Store = Annotated[ports.Store, port(ports.Store)]`."""

    def plugged(request: Request) -> object:
        return request.app.state.world[kind]

    return Depends(plugged)


def create_app(api: Api, world: World, verifier: Verifier | None = None) -> FastAPI:
    """The app of `api`, with what answers each of its ports.

    `verifier` checks access tokens where no gateway has; without one they are all refused.
    """
    app = FastAPI(
        title=api.title,
        description=api.description,
        version=f"{api.version}.0.0",
        contact=CONTACT,
        license_info={"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        servers=[_on_aws(api)],
        openapi_tags=[{"name": name, "description": about} for name, about in api.tags.items()],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        telemetry={"tracing": False},
    )
    app.state.world = world
    app.state.verifier = verifier or NoVerifier()
    for router in api.routers:
        app.include_router(router)
    app.include_router(docs.router(api.title))
    app.add_middleware(middleware.Front, notices=deprecation.Notices(api.routers))
    app.add_exception_handler(HTTPException, exception_handlers.on_http)
    app.add_exception_handler(RequestValidationError, exception_handlers.on_invalid)
    described = app.openapi
    app.openapi = cache(lambda: openapi.complete(described(), api.routers))  # type: ignore[method-assign]
    return app


def _on_aws(api: Api) -> dict[str, Any]:
    """Where the API is in an environment on AWS; the contract that an environment serves says its own address."""
    return {
        "url": f"https://{{api}}.execute-api.{{region}}.amazonaws.com/v{api.version}",
        "description": "On AWS. `souk outputs` tells the address in each environment, also of those that are local.",
        "variables": {
            "api": {"default": "a1b2c3d4e5", "description": "The id of the REST API."},
            "region": {"default": "eu-central-1", "description": "Of the environment."},
        },
    }


def lambda_handler(app: FastAPI) -> Callable[[dict[str, Any], Any], dict[str, Any]]:
    """The app as API Gateway calls it.

    Mangum would run the lifespan on every invocation: whatever the app needs is built before it, at cold start.
    """
    return guarded(Mangum(app, lifespan="off", text_mime_types=[*DEFAULT_TEXT_MIME_TYPES, CONTENT_TYPE]))
