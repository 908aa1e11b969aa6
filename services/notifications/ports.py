"""The ports of notifications. `store.py` and `adapters.py` implement them; tests use in-memory fakes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from chassis.core.pagination import Page
from notifications.domain import Contact, EmailContent, Notification


class Contacts(Protocol):
    """Contacts by customer."""

    def get(self, customer_id: str) -> Contact:
        """The customer's contact; an empty one if no event of theirs has arrived."""

    def change(self, customer_id: str, cause: str | None = None) -> AbstractContextManager[Contact]:
        """Load or create a contact, and store the caller's changes in one transaction.

        Raises AlreadyHandled if `cause` was processed before, ChangedMeanwhile.
        """


class Notifications(Protocol):
    """All notifications."""

    def get(self, notification_id: str) -> Notification | None:
        """The notification, or None."""

    def add(self, notification: Notification) -> None:
        """Store a new notification. Raises AlreadyHandled if its event was processed before."""

    def list_by_customer(self, customer_id: str, limit: int, cursor: str | None) -> Page[Notification]:
        """A customer's notifications, newest first. Raises BadRequest for a bad cursor."""

    def change(self, notification_id: str) -> AbstractContextManager[Notification]:
        """Load a notification, and store the caller's changes. Raises NotFound, ChangedMeanwhile."""

    def mark_mailed(self, notification_id: str) -> None:
        """Mark its email as sent and release the claim, regardless of concurrent changes.

        Ignores a deleted notification.
        """

    def delete_by_customer(self, customer_id: str) -> None:
        """Delete all notifications of a customer. Idempotent."""


class EmailSender(Protocol):
    """Sends email."""

    def send(self, content: EmailContent, to: str) -> None:
        """Send an email. Returns once it was accepted.

        Raises MailNotSent if it was not sent; any other error leaves that unknown.
        """
