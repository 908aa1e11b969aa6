"""The world of the notifications service, in memory: whole implementations of its ports that look like collections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from chassis.core import pagination
from chassis.core.errors import AlreadyHandled, ChangedMeanwhile, NotFound
from chassis.core.pagination import Page
from notifications.domain import Contact, EmailContent, MailNotSent, MailState, Notification


class MemoryContacts:
    """Contacts by customer id."""

    def __init__(self) -> None:
        self._kept: dict[str, Contact] = {}
        self._handled: set[str] = set()

    def __getitem__(self, customer_id: str) -> Contact:
        return self.get(customer_id)

    def get(self, customer_id: str) -> Contact:
        return deepcopy(self._kept.get(customer_id, Contact(customer_id)))

    @contextmanager
    def change(self, customer_id: str, cause: str | None = None) -> Iterator[Contact]:
        if cause in self._handled:
            raise AlreadyHandled(cause)
        contact = self.get(customer_id)
        yield contact
        if self[customer_id].version != contact.version:
            raise ChangedMeanwhile
        if cause:
            self._handled.add(cause)
        contact.version += 1
        self._kept[customer_id] = deepcopy(contact)


class MemoryNotifications:
    """Notifications by id."""

    def __init__(self) -> None:
        self._kept: dict[str, Notification] = {}
        self._handled: set[str] = set()

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Notification]:
        return iter(deepcopy(list(self._kept.values())))

    def get(self, notification_id: str) -> Notification | None:
        return deepcopy(self._kept.get(notification_id))

    def add(self, notification: Notification) -> None:
        if notification.id in self._handled:
            raise AlreadyHandled(notification.id)
        self._handled.add(notification.id)
        self._kept[notification.id] = deepcopy(notification)

    def list_by_customer(self, customer_id: str, limit: int, cursor: str | None) -> Page[Notification]:
        after = pagination.decode(cursor).get("owner_sk", "") if cursor else "~"
        mine = [notification for notification in self if notification.customer_id == customer_id]
        newest_first = sorted(mine, key=lambda notification: notification.id, reverse=True)
        left = [notification for notification in newest_first if notification.id < after]
        more = len(left) > limit
        return Page(left[:limit], pagination.encode({"owner_sk": left[limit - 1].id}) if more else None)

    @contextmanager
    def change(self, notification_id: str) -> Iterator[Notification]:
        notification = self.get(notification_id)
        if notification is None:
            raise NotFound
        before = deepcopy(notification)
        yield notification
        if notification == before:
            return
        if notification_id not in self._kept or self._kept[notification_id].version != notification.version:
            raise ChangedMeanwhile
        notification.version += 1
        self._kept[notification_id] = deepcopy(notification)

    def mark_mailed(self, notification_id: str) -> None:
        if notification_id in self._kept:
            self._kept[notification_id].mail = MailState.SENT
            self._kept[notification_id].claimed_until = None
            self._kept[notification_id].version += 1

    def delete_by_customer(self, customer_id: str) -> None:
        self._kept = {notification.id: notification for notification in self if notification.customer_id != customer_id}


class MemoryMailer:
    """Keeps the mails with their addresses; sends none while `down`."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, EmailContent]] = []
        self.down = False

    def send(self, content: EmailContent, to: str) -> None:
        if self.down:
            raise MailNotSent("The post is closed.")
        self.sent.append((to, content))
