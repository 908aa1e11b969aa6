"""The newsletter's mails: one of each kind, whatever is delivered twice, fails or comes late."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chassis.core.errors import AlreadyHandled
from chassis.core.events import now
from tests.website.fakes import FixedKeys, MemoryMailer, MemorySubscribers
from website.actions.letters import send_due_mail
from website.adapters.changes import each_subscriber
from website.domain import links
from website.domain.letters import Kind, MailInProgress, MailNotSent, MailRefused
from website.domain.links import Purpose
from website.domain.newsletter import State, Subscriber, digest
from website.ports.newsletter import Letters

ID = digest(FixedKeys().naming(), "address", "mira@souk.example")


def pending() -> MemorySubscribers:
    """Mira, who has signed up."""
    return MemorySubscribers(Subscriber.sign_up(ID, "mira@souk.example"))


def active() -> MemorySubscribers:
    """Mira, who has confirmed."""
    mira = Subscriber.sign_up(ID, "mira@souk.example")
    mira.confirm()
    return MemorySubscribers(mira)


def test_who_signs_up_gets_a_link_to_confirm(letters: Letters) -> None:
    mailer, keys = MemoryMailer(), FixedKeys()

    send_due_mail(ID, pending(), letters, mailer, keys)

    (mail,) = mailer
    assert (mail.kind, mail.to, mail.unsubscribe_token) == (Kind.CONFIRM, "mira@souk.example", "")
    assert links.read(keys.confirming(), Purpose.CONFIRM, mail.confirm_token) == ID


def test_who_confirms_is_welcomed_and_can_unsubscribe(letters: Letters) -> None:
    mailer, keys, subscribers = MemoryMailer(), FixedKeys(), active()

    send_due_mail(ID, subscribers, letters, mailer, keys)

    (mail,) = mailer
    mira = subscribers.get(ID)
    assert mira
    assert (mail.kind, mail.tags) == (Kind.WELCOME, {"subscriber": ID, "subscription": mira.subscription})
    assert links.read([keys.naming()], Purpose.UNSUBSCRIBE, mail.unsubscribe_token) == ID


def test_what_is_delivered_again_sends_nothing_again(letters: Letters) -> None:
    mailer, subscribers = MemoryMailer(), active()

    send_due_mail(ID, subscribers, letters, mailer, FixedKeys())
    with pytest.raises(AlreadyHandled):
        send_due_mail(ID, subscribers, letters, mailer, FixedKeys())

    assert len(mailer) == 1


def test_of_deliveries_at_the_same_moment_one_sends(letters: Letters) -> None:
    mailer, subscribers = MemoryMailer(), active()

    def deliver(_: int) -> bool:
        try:
            send_due_mail(ID, subscribers, letters, mailer, FixedKeys())
        except (AlreadyHandled, MailInProgress):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(deliver, range(8))) == 1
    assert len(mailer) == 1


def test_what_was_not_sent_is_sent_by_the_next_delivery(letters: Letters) -> None:
    mailer, subscribers = MemoryMailer(MailNotSent("Throttling")), active()

    with pytest.raises(MailNotSent):
        send_due_mail(ID, subscribers, letters, mailer, FixedKeys())
    send_due_mail(ID, subscribers, letters, mailer, FixedKeys())

    assert len(mailer) == 1


def test_what_may_have_been_sent_waits_until_its_sender_is_surely_gone(letters: Letters) -> None:
    mailer, subscribers = MemoryMailer(TimeoutError()), active()

    with pytest.raises(TimeoutError):
        send_due_mail(ID, subscribers, letters, mailer, FixedKeys())
    with pytest.raises(MailInProgress):
        send_due_mail(ID, subscribers, letters, mailer, FixedKeys())

    assert mailer == []


def test_what_is_refused_for_good_is_told_and_not_tried_again(
    letters: Letters, caplog: pytest.LogCaptureFixture
) -> None:
    mailer, subscribers = MemoryMailer(MailRefused("MessageRejected")), active()

    send_due_mail(ID, subscribers, letters, mailer, FixedKeys())
    with pytest.raises(AlreadyHandled):
        send_due_mail(ID, subscribers, letters, mailer, FixedKeys())

    assert mailer == []
    assert "mail refused" in caplog.text


@pytest.mark.parametrize("state", [State.ENDED, None])
def test_who_is_gone_by_then_gets_nothing(letters: Letters, state: State | None) -> None:
    mailer, subscribers = MemoryMailer(), active() if state else MemorySubscribers()
    if state:
        with subscribers.change(ID) as mira:
            mira.end()

    send_due_mail(ID, subscribers, letters, mailer, FixedKeys())

    assert mailer == []


def test_a_row_that_is_copied_or_written_much_later_asks_for_no_mail(letters: Letters) -> None:
    mailer, subscribers = MemoryMailer(), active()
    with subscribers.change(ID) as mira:
        mira.confirmed_at = now() - timedelta(hours=3)

    send_due_mail(ID, subscribers, letters, mailer, FixedKeys())

    assert mailer == []


def test_a_row_of_another_environment_asks_for_no_mail(letters: Letters) -> None:
    mailer, of_another = MemoryMailer(), "0123456789abcdef" * 2
    copied = MemorySubscribers(Subscriber.sign_up(of_another, "mira@souk.example"))

    send_due_mail(of_another, copied, letters, mailer, FixedKeys())

    assert mailer == []


def test_one_that_fails_keeps_no_other_from_its_mail() -> None:
    handled: list[str] = []

    def handle(subscriber_id: str) -> None:
        if subscriber_id == "2":
            raise MailNotSent
        handled.append(subscriber_id)
        if subscriber_id == "3":
            raise AlreadyHandled

    records = [{"dynamodb": {"Keys": {"pk": {"S": f"SUBSCRIBER#{n}"}}}} for n in (1, 1, 2, 3, 4)]

    with pytest.raises(RuntimeError, match="1 of 4"):
        each_subscriber(handle)({"Records": records}, None)
    assert sorted(handled) == ["1", "3", "4"]
