"""Operations that will go: they say so in the contract, and in every answer of theirs.

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

from chassis.core.sunset import ending
from chassis.web import response_headers


@dataclass(frozen=True)
class Deprecation:
    """A dependency of a route, or of a whole router: `APIRouter(dependencies=[Depends(Deprecation(...))])`."""

    since: date
    sunset: date
    successor: str
    """The contract that takes its place: `orders.v2`."""

    def __call__(self) -> None:
        """Nothing is to be done in the route: some requests are refused before it. The front door adds the headers."""

    def headers(self) -> dict[str, str]:
        """What an answer says of it."""
        return {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Sunset": format_datetime(_midnight(self.sunset), usegmt=True),
            "Link": f'<urn:souk:contract:{self.successor}>; rel="successor-version"',
        }

    def describe(self, operation: dict[str, Any]) -> None:
        """Say so in the contract."""
        operation.update(ending(self.since, self.sunset, self.successor))
        for response in operation["responses"].values():
            response_headers.carries(response, *self.headers())


class Notices:
    """What the answers of some routes have to say."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        self._routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
        self._headers = [(route, said.headers()) for route in self._routes if (said := _deprecation(route))]

    def of(self, scope: Scope) -> dict[str, str]:
        """The headers for whatever a request is answered."""
        return next((said for route, said in self._headers if route.matches(scope)[0] is Match.FULL), {})

    def of_all(self) -> dict[str, str]:
        """The headers for an answer that might be any route's: those of a version that goes as a whole."""
        alike = len(self._headers) == len(self._routes) and len({said["Sunset"] for _, said in self._headers}) == 1
        return self._headers[0][1] if alike else {}


def _deprecation(route: APIRoute) -> Deprecation | None:
    found = (depends.dependency for depends in route.dependencies)
    return next((said for said in found if isinstance(said, Deprecation)), None)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
