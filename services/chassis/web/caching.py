"""Answers that anybody may keep for a while: they say so themselves, and in the contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Response

from chassis.web import response_headers


@dataclass(frozen=True)
class Cacheable:
    """A dependency of a route: `dependencies=[Depends(Cacheable(seconds=60))]`. Refusals are not kept."""

    seconds: int

    def __call__(self, response: Response) -> None:
        response.headers["Cache-Control"] = f"public, max-age={self.seconds}"

    def describe(self, operation: dict[str, Any]) -> None:
        """Say so in the contract."""
        for status, response in operation["responses"].items():
            if status < "400":
                response_headers.carries(response, "Cache-Control")
