"""The ports implemented by DynamoDB."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from chassis.core.errors import AlreadyHandled, NotFound
from chassis.core.pagination import Page
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import update
from chassis.runtime import deadline
from notifications.domain import Contact, MailState, Notification

CONTACT, NOTIFICATION = "CONTACT", "NOTIFICATION"


class DynamoContacts:
    """Contacts by customer id."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._contacts = Repository(table, CONTACT, Contact)

    def get(self, customer_id: str) -> Contact:
        return self._contacts.get(customer_id) or Contact(customer_id)

    @contextmanager
    def change(self, customer_id: str, cause: str | None = None) -> Iterator[Contact]:
        if cause and self._table.is_processed(cause):
            raise AlreadyHandled(cause)
        contact = self.get(customer_id)
        yield contact
        self._table.commit(self._contacts.put(contact), cause=cause)


class DynamoNotifications:
    """Notifications, indexed by customer."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._notifications = Repository(
            table, NOTIFICATION, Notification, lambda item: (_customer(item.customer_id), item.id)
        )

    def get(self, notification_id: str) -> Notification | None:
        return self._notifications.get(notification_id)

    def add(self, notification: Notification) -> None:
        self._table.commit(self._notifications.put(notification), cause=notification.id)

    def list_by_customer(self, customer_id: str, limit: int, cursor: str | None) -> Page[Notification]:
        return self._notifications.page(_customer(customer_id), limit, cursor, newest_first=True)

    @contextmanager
    def change(self, notification_id: str) -> Iterator[Notification]:
        with self._notifications.change(notification_id) as notification:
            yield notification

    def mark_mailed(self, notification_id: str) -> None:
        # An update in place: a conflict with the customer's reading it would send the email again.
        values = {":sent": MailState.SENT.value, ":one": 1}
        expression, exists = "SET mail = :sent REMOVE claimed_until ADD version :one", "attribute_exists(pk)"
        with suppress(NotFound), deadline.lifted():
            self._table.commit(update(self._notifications.key(notification_id), expression, values, exists, NotFound()))

    def delete_by_customer(self, customer_id: str) -> None:
        self._notifications.delete_all(_customer(customer_id))


def _customer(customer_id: str) -> str:
    return f"CUSTOMER#{customer_id}"
