"""Concurrent changes to a customer's notifications."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.core.errors import AlreadyHandled, ChangedMeanwhile
from chassis.core.events import Event, now
from notifications.domain import EmailContent, Kind, MailInProgress, MailNotSent, MailState, Notification
from tests.notifications.conftest import Post
from tests.notifications.facts import cancelled, erased, placed, registered
from tests.notifications.fakes import MemoryContacts, MemoryMailer, MemoryNotifications


class SlowToForget(MemoryNotifications):
    """Something happens right after all was forgotten."""

    after_delete: Callable[[], None] | None = None

    def delete_by_customer(self, customer_id: str) -> None:
        super().delete_by_customer(customer_id)
        if self.after_delete:
            self.after_delete()


def test_an_order_that_is_called_off_because_somebody_left_is_not_told_to_them() -> None:
    notifications = SlowToForget()
    post = Post(MemoryContacts(), notifications)
    post.hear(registered(), placed())
    notifications.after_delete = lambda: post.hear(cancelled())

    post.hear(erased())

    assert post.kinds() == []
    assert post.mark_mailed() == ["welcome", "order-placed"]


class ReadAtOnce(MemoryMailer):
    """Its mails are read, and then the notification in the app, before anybody can look."""

    def __init__(self, post: Post) -> None:
        super().__init__()
        self._post = post

    def send(self, content: EmailContent, to: str) -> None:
        super().send(content, to)
        for listed in self._post.notifications.list_by_customer("alice", 100, None).items:
            with self._post.notifications.change(listed.id) as notification:
                notification.mark_read()


def test_a_customer_who_reads_it_at_once_is_mailed_once_all_the_same(post: Post) -> None:
    post.sender = ReadAtOnce(post)

    post.hear(registered(), event := placed())
    with pytest.raises(AlreadyHandled):
        post.hear(event)

    assert post.mark_mailed() == ["welcome", "order-placed"]
    assert all(notification.read for notification in post.notifications.list_by_customer("alice", 100, None).items)


def test_a_mail_that_is_marked_while_the_customer_reads_it_is_not_sent_again(post: Post) -> None:
    post.sender.down = True
    event = registered()
    with suppress(MailNotSent):
        post.hear(event)

    with pytest.raises(ChangedMeanwhile), post.notifications.change(event.id) as slow:
        post.notifications.mark_mailed(event.id)
        slow.mark_read()

    post.sender.down = False
    with pytest.raises(AlreadyHandled):
        post.hear(event)
    assert post.mark_mailed() == []


class DeliveredAgain(MemoryMailer):
    """While it sends a mail, the event of that mail comes again, seven times."""

    def __init__(self, post: Post) -> None:
        super().__init__()
        self._post = post
        self.event: Event | None = None
        self.turned_away = 0

    def send(self, content: EmailContent, to: str) -> None:
        super().send(content, to)
        for _ in range(7 if self.event else 0):
            with pytest.raises(MailInProgress):
                self._post.hear(self.event)
            self.turned_away += 1


def test_an_event_that_comes_eight_times_at_once_is_mailed_once(post: Post) -> None:
    post.sender = sender = DeliveredAgain(post)
    post.hear(registered())

    sender.event = placed()
    post.hear(sender.event)

    assert sender.turned_away == 7
    assert post.mark_mailed() == ["welcome", "order-placed"]
    assert post.kinds() == ["order-placed", "welcome"]


class Dies(MemoryMailer):
    """The function is killed before anybody knows whether the mail went out."""

    def send(self, content: EmailContent, to: str) -> None:
        raise SystemExit


def test_nobody_sends_a_mail_whose_sender_died_until_its_claim_ends(post: Post) -> None:
    post.hear(registered())
    well, post.sender = post.sender, Dies()
    event = placed()
    with pytest.raises(SystemExit):
        post.hear(event)

    post.sender = well
    with pytest.raises(MailInProgress):
        post.hear(event)

    assert post.mark_mailed() == ["welcome"]


def test_a_mail_whose_claim_has_ended_is_sent_once(post: Post) -> None:
    post.hear(registered())
    event = placed()
    left = Notification(event.id, "alice", Kind.ORDER_PLACED, "", "", event.at, mail=MailState.PENDING)
    post.notifications.add(replace(left, claimed_until=now() - timedelta(seconds=1)))

    post.hear(event)
    with pytest.raises(AlreadyHandled):
        post.hear(event)

    assert post.mark_mailed() == ["welcome", "order-placed"]
    sent = post.notifications.get(event.id)
    assert sent
    assert (sent.mail, sent.claimed_until) == (MailState.SENT, None)


def test_a_mail_of_what_was_forgotten_needs_no_mark(post: Post) -> None:
    post.notifications.mark_mailed(placed().id)

    assert post.kinds() == []
