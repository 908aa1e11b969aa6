"""The notifications service, with everything around it in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from chassis.core.events import Event
from chassis.core.ports import Ports, bind
from chassis.web.app import create_app
from notifications import ports
from notifications.reactions import REACTIONS
from notifications.store import DynamoContacts, DynamoNotifications
from notifications.v1.router import API
from tests.gateway import Client
from tests.notifications.facts import registered
from tests.notifications.fakes import MemoryContacts, MemoryMailer, MemoryNotifications
from tests.tables import own_table

# One app for the whole session, because putting it together takes longer than the tests; its world changes.
WORLD: dict[type, object] = {}


@dataclass
class Post:
    """The ports, and a way to tell the service what happened."""

    contacts: ports.Contacts
    notifications: ports.Notifications
    sender: MemoryMailer = field(default_factory=MemoryMailer)

    @property
    def by_type(self) -> Ports:
        return {
            ports.Contacts: self.contacts,
            ports.Notifications: self.notifications,
            ports.EmailSender: self.sender,
        }

    def hear(self, *events: Event) -> None:
        for event in events:
            bind(REACTIONS[type(event)], self.by_type)(event)

    def kinds(self, customer_id: str = "alice") -> list[str]:
        """The kinds of a customer's notifications, newest first."""
        return [notification.kind for notification in self.notifications.list_by_customer(customer_id, 100, None).items]

    def mark_mailed(self, customer_id: str = "alice") -> list[str]:
        """The kinds of what they were mailed, oldest first."""
        email = f"{customer_id}@souk.example"
        return [content.kind for to, content in self.sender.sent if to == email]


@pytest.fixture(scope="session")
def anybody() -> Client:
    return Client(create_app(API, WORLD))


@pytest.fixture
def memory() -> Post:
    """Everything in memory; Alice and Bob are registered."""
    post = Post(MemoryContacts(), MemoryNotifications())
    post.hear(registered(), registered("bob", "bob@souk.example"))
    return post


@pytest.fixture
def api(anybody: Client, memory: Post) -> Client:
    """The API, called by nobody in particular."""
    WORLD.update({ports.Contacts: memory.contacts, ports.Notifications: memory.notifications})
    return anybody


@pytest.fixture
def alice(api: Client) -> Client:
    return api.as_customer("alice")


@pytest.fixture
def bob(api: Client) -> Client:
    return api.as_customer("bob")


@pytest.fixture(params=["memory", pytest.param("cloud", marks=pytest.mark.cloud)])
def post(request: pytest.FixtureRequest) -> Iterator[Post]:
    """Nobody is known yet; once with the fakes and once with the store."""
    if request.param == "memory":
        yield Post(MemoryContacts(), MemoryNotifications())
        return
    with own_table(request.getfixturevalue("cloud")) as table:
        yield Post(DynamoContacts(table), DynamoNotifications(table))
