"""Deprecated operations, in the contract and in the headers of every response.

Headers after RFC 9745 (Deprecation), RFC 8594 (Sunset) and RFC 5829 (Link: successor-version).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from chassis.core.sunset import deprecation_extension
from chassis.web import response_headers


@dataclass(frozen=True)
class Deprecation:
    """A dependency of a route or a router: `APIRouter(dependencies=[Depends(Deprecation(...))])`."""

    since: date
    sunset: date
    successor: str
    """The contract that replaces it: `orders.v2`."""

    async def __call__(self) -> None:
        """Do nothing: the middleware adds the headers, also to requests that are refused before the route."""

    def headers(self) -> dict[str, str]:
        """The response headers."""
        return {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Sunset": format_datetime(_midnight(self.sunset), usegmt=True),
            "Link": f'<urn:souk:contract:{self.successor}>; rel="successor-version"',
        }

    def describe(self, operation: dict[str, Any]) -> None:
        """Add it to the contract."""
        operation.update(deprecation_extension(self.since, self.sunset, self.successor))
        for response in operation["responses"].values():
            response_headers.add_header_refs(response, *self.headers())


class DeprecationHeaders:
    """The deprecation headers of the responses of some routes."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        self._routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
        self._headers = [(route, notice.headers()) for route in self._routes if (notice := _deprecation(route))]

    def for_request(self, scope: Scope) -> dict[str, str]:
        """The headers of any response to a request."""
        return next((headers for route, headers in self._headers if route.matches(scope)[0] is Match.FULL), {})

    def for_all(self) -> dict[str, str]:
        """The headers of a response that belongs to no route, if the whole version is deprecated."""
        alike = (
            len(self._headers) == len(self._routes) and len({headers["Sunset"] for _, headers in self._headers}) == 1
        )
        return self._headers[0][1] if alike else {}


def _deprecation(route: APIRoute) -> Deprecation | None:
    dependencies = (depends.dependency for depends in route.dependencies)
    return next((each for each in dependencies if isinstance(each, Deprecation)), None)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
