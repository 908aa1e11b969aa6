"""Faults: responses that a gateway sends in place of a service, and connections that break."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from .. import problems
from ..errors import BY_STATUS
from .refusals import Refusal

Outcome = int | type[httpx.TransportError]


@dataclass
class Fault:
    """A failure of the next requests to an operation, or to any."""

    outcome: Outcome
    operation: str | None
    times: int
    retry_after: int | None
    processed: bool

    def __post_init__(self) -> None:
        if isinstance(self.outcome, int) and self.outcome not in BY_STATUS:
            raise ValueError(f"{self.outcome} is no status of a problem; take one of {', '.join(map(str, BY_STATUS))}")

    def occur(self, request: httpx.Request) -> tuple[int, Refusal]:
        """The status and the problem of the response. Raises the httpx error if there is none."""
        if not isinstance(self.outcome, int):
            raise self.outcome("injected by FakeSouk.fail()", request=request)
        kind = problems.Unavailable if self.outcome > 500 else BY_STATUS[self.outcome]
        return self.outcome, Refusal(kind, "Injected by FakeSouk.fail().")
