"""The ports of members."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from content.domain.members import Member


class Members(Protocol):
    """All members."""

    def get(self, customer_id: str) -> Member:
        """A customer; one that nothing is stored of is no member."""

    def change(self, customer_id: str, cause: str) -> AbstractContextManager[Member]:
        """Load a customer, and store the caller's changes, once per cause. Raises AlreadyHandled, ChangedMeanwhile."""
