"""Cacheable responses, in their headers and in the contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Response

from chassis.web import response_headers


@dataclass(frozen=True)
class Cacheable:
    """A dependency of a route: `dependencies=[Depends(Cacheable(seconds=60))]`. Problems are not cached."""

    seconds: int

    async def __call__(self, response: Response) -> None:
        response.headers["Cache-Control"] = f"public, max-age={self.seconds}"

    def describe(self, operation: dict[str, Any]) -> None:
        """Add the header to the contract."""
        for status, response in operation["responses"].items():
            if status < "400":
                response_headers.add_header_refs(response, "Cache-Control")
