"""The page at `/docs`: Swagger UI over the service's own contract, with its assets bundled, no CDN.

Links are relative, so that the page works below any stage or base path.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

from fastapi import APIRouter, Response
from fastapi.openapi.docs import get_swagger_ui_html

ASSETS = {"swagger-ui-bundle.js": "application/javascript", "swagger-ui.css": "text/css"}
FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}


def router(title: str) -> APIRouter:
    """The page and what it loads; the contract itself is FastAPI's `/openapi.json`."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/docs")
    def page() -> Response:
        return get_swagger_ui_html(
            openapi_url="openapi.json",
            title=title,
            swagger_js_url="docs/swagger-ui-bundle.js",
            swagger_css_url="docs/swagger-ui.css",
            swagger_favicon_url="data:,",
            # Without a validator: it would be swagger.io, which is nobody of ours.
            swagger_ui_parameters={
                "persistAuthorization": True,
                "displayRequestDuration": True,
                "validatorUrl": None,
            },
        )

    @routes.get("/docs/{asset}")
    def asset(asset: Literal["swagger-ui-bundle.js", "swagger-ui.css"]) -> Response:
        content = (files("fastapi_swagger.resources") / asset).read_bytes()
        return Response(content, media_type=ASSETS[asset], headers=FOR_A_DAY)

    return routes
