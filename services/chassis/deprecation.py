"""Operations that will go: they say so in the contract, and in every answer of theirs.

Headers after RFC 9745 (Deprecation), RFC 8594 (Sunset) and RFC 5829 (Link: successor-version).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute

SCOPE = "souk.deprecation"
HEADERS = {
    "Deprecation": "Since when this operation is deprecated (RFC 9745): `@` and seconds since 1970.",
    "Sunset": "From when on it may be gone (RFC 8594).",
    "Link": "The contract that takes its place, as `successor-version`.",
}


@dataclass(frozen=True)
class Deprecation:
    """A dependency of a route, or of a whole router: `APIRouter(dependencies=[Depends(Deprecation(...))])`."""

    since: date
    sunset: date
    successor: str
    """The contract that takes its place: `orders.v2`."""

    def __call__(self, request: Request) -> None:
        # A refusal has headers of its own: the front door adds these to whatever is answered.
        request.scope[SCOPE] = self.headers()

    def headers(self) -> dict[str, str]:
        """What an answer says of it."""
        return {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Sunset": format_datetime(_midnight(self.sunset), usegmt=True),
            "Link": f'<urn:souk:contract:{self.successor}>; rel="successor-version"',
        }

    def declared(self) -> dict[str, Any]:
        """What the contract says of it."""
        dates = {"x-deprecated-since": self.since.isoformat(), "x-sunset": self.sunset.isoformat()}
        return {"deprecated": True, **dates, "x-successor": self.successor}


def by_operation(routers: Iterable[APIRouter]) -> dict[str, Deprecation]:
    """What is deprecated, by operation id."""
    return {
        route.name: depends.dependency
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute)
        for depends in (*router.dependencies, *route.dependencies)
        if isinstance(depends.dependency, Deprecation)
    }


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
