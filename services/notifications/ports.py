"""What notifications needs from the world, as promises.

`store.py` and `adapters.py` keep them; tests keep them in memory.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from chassis.core.pagination import Page
from notifications.domain import Contact, Letter, Notification


class Contacts(Protocol):
    """Everyone we may have to tell something."""

    def get(self, customer_id: str) -> Contact:
        """The contact; one that nobody told us of yet is empty, not missing."""

    def change(self, customer_id: str, cause: str | None = None) -> AbstractContextManager[Contact]:
        """Load or begin, let the caller change, save, all or nothing.

        Raises AlreadyHandled if `cause` led here before, ChangedMeanwhile.
        """


class Notifications(Protocol):
    """Everything anybody was told."""

    def get(self, notification_id: str) -> Notification | None:
        """The notification as it is now."""

    def add(self, notification: Notification) -> None:
        """Keep a new one. Raises AlreadyHandled if its event was told of before."""

    def of_customer(self, customer_id: str, limit: int, cursor: str | None) -> Page[Notification]:
        """What a customer was told, newest first. Raises BadRequest for a bad cursor."""

    def change(self, notification_id: str) -> AbstractContextManager[Notification]:
        """Load, let the caller change, save. Raises NotFound, ChangedMeanwhile."""

    def mailed(self, notification_id: str) -> None:
        """Note that its mail was accepted and end the claim on it, whoever else changes it just then.

        If it is gone, that is fine.
        """

    def forget(self, customer_id: str) -> None:
        """Remove all that a customer was told; again is fine."""


class Mailer(Protocol):
    """The post."""

    def send(self, letter: Letter, to: str) -> None:
        """Hand a mail over. Returns only when it was accepted.

        Raises MailRefused if it was not sent, something else if nobody knows.
        """
