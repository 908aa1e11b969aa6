"""The page at `/docs`: Swagger UI over the service's own contract, with its assets bundled, no CDN.

Links are relative, so that the page works below any stage or base path.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from typing import Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

ASSETS = {
    "swagger-ui-bundle.js": ("fastapi_swagger.resources", "application/javascript"),
    "swagger-ui.css": ("fastapi_swagger.resources", "text/css"),
    "page.css": ("chassis.web.docs", "text/css"),
    "page.js": ("chassis.web.docs", "application/javascript"),
}
FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}
SERVERS = [{"url": ".", "description": "Where this was read."}]


def router(title: str) -> APIRouter:
    """The contract, the page, and the assets of the page."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/openapi.json")
    def contract(request: Request) -> Response:
        return JSONResponse({**request.app.openapi(), "servers": SERVERS})

    @routes.get("/docs")
    def page() -> Response:
        return HTMLResponse(Template((files(__name__) / "page.html").read_text()).substitute(title=escape(title)))

    @routes.get("/docs/{asset}")
    def asset(asset: Literal["swagger-ui-bundle.js", "swagger-ui.css", "page.css", "page.js"]) -> Response:
        package, media_type = ASSETS[asset]
        return Response((files(package) / asset).read_bytes(), media_type=media_type, headers=FOR_A_DAY)

    return routes
