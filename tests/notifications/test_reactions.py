"""Reactions of notifications, and how often each notifies. All holds for the fakes and for the real store."""

from __future__ import annotations

from contextlib import suppress

import pytest

from chassis.core.errors import AlreadyHandled
from notifications.actions import UnknownContact, update_preferences
from notifications.domain import Erased, MailNotSent
from tests.notifications.conftest import Post
from tests.notifications.facts import cancelled, changed, erased, placed, registered, shipped


def test_a_new_customer_is_welcomed_once(post: Post) -> None:
    event = registered()

    post.hear(event)
    with pytest.raises(AlreadyHandled):
        post.hear(event)

    assert post.kinds() == ["welcome"]
    assert post.mark_mailed() == ["welcome"]


def test_the_same_shipment_announced_twice_sends_one_mail(post: Post) -> None:
    post.hear(registered(), event := shipped())

    with pytest.raises(AlreadyHandled):
        post.hear(event)

    assert post.mark_mailed() == ["welcome", "order-shipped"]
    assert post.kinds() == ["order-shipped", "welcome"]


def test_a_customer_is_told_of_everything_that_happens_to_an_order(post: Post) -> None:
    post.hear(registered(), placed(), cancelled())

    assert post.kinds() == ["order-cancelled", "order-placed", "welcome"]


def test_a_mail_that_could_not_be_sent_is_sent_when_the_event_comes_again(post: Post) -> None:
    post.hear(registered())
    event = placed()
    post.sender.down = True
    with pytest.raises(MailNotSent):
        post.hear(event)

    post.sender.down = False
    post.hear(event)

    assert post.mark_mailed() == ["welcome", "order-placed"]
    assert post.kinds() == ["order-placed", "welcome"]
    with pytest.raises(AlreadyHandled):
        post.hear(event)


def test_a_welcome_that_could_not_be_mailed_is_mailed_later(post: Post) -> None:
    event = registered()
    post.sender.down = True
    with pytest.raises(MailNotSent):
        post.hear(event)

    post.sender.down = False
    post.hear(event)

    assert post.mark_mailed() == ["welcome"]


def test_who_opted_out_is_told_in_the_app_and_not_by_mail(post: Post) -> None:
    post.hear(registered())
    update_preferences("alice", mail=False, contacts=post.contacts)

    post.hear(placed())

    assert post.kinds() == ["order-placed", "welcome"]
    assert post.mark_mailed() == ["welcome"]


def test_opting_out_comes_before_anybody_is_introduced(post: Post) -> None:
    update_preferences("alice", mail=False, contacts=post.contacts)

    post.hear(registered(), placed())

    assert post.mark_mailed() == []
    assert len(post.kinds()) == 2


def test_an_order_of_somebody_not_introduced_yet_waits(post: Post) -> None:
    event = placed()
    with pytest.raises(UnknownContact):
        post.hear(event)

    post.hear(registered(), event)

    assert "order-placed" in post.mark_mailed()


def test_mail_goes_to_the_newest_address(post: Post) -> None:
    post.hear(registered(email="old@souk.example"), changed(2, "alice@souk.example"))

    post.hear(placed())

    assert post.mark_mailed() == ["order-placed"]


def test_older_news_of_a_customer_that_comes_late_changes_nothing(post: Post) -> None:
    post.hear(registered(), changed(3, "alice@souk.example"))

    post.hear(changed(2, "stale@souk.example"))

    assert post.contacts.get("alice").email == "alice@souk.example"


def test_who_left_is_forgotten_and_nothing_brings_them_back(post: Post) -> None:
    event = erased(sequence=2)
    post.hear(registered(), placed(), event)

    with suppress(AlreadyHandled):
        post.hear(event)
    post.hear(changed(1, "back@souk.example"), shipped())

    contact = post.contacts.get("alice")
    assert (contact.name, contact.email, contact.erased, contact.wants_mail) == ("", "", True, False)
    assert post.kinds() == []
    assert post.mark_mailed() == ["welcome", "order-placed"]


def test_who_left_has_no_say_in_mails_any_more(post: Post) -> None:
    post.hear(registered(), erased())

    for mail in (True, False):
        with pytest.raises(Erased):
            update_preferences("alice", mail=mail, contacts=post.contacts)
    assert post.contacts.get("alice").wants_mail is False


def test_the_past_tells_of_a_customer_but_not_how_to_reach_them(post: Post) -> None:
    past, order = registered(email=""), placed()

    post.hear(past, changed(2, ""), order)
    assert post.kinds() == ["order-placed", "welcome"]
    assert post.contacts.get("alice").is_registered

    with suppress(AlreadyHandled):
        post.hear(past.model_copy(update={"email": "alice@souk.example"}))
    assert post.contacts.get("alice").email == "alice@souk.example"


def test_the_past_changes_nothing_that_is_known(post: Post) -> None:
    post.hear(registered(), changed(3, "new@souk.example"))
    before = post.contacts.get("alice")

    post.hear(changed(2, ""), changed(3, ""), changed(4, ""))

    assert post.contacts.get("alice") == before


def test_a_long_list_is_forgotten_as_a_whole(post: Post) -> None:
    post.hear(registered(), *(placed(f"order-{number}") for number in range(12)))

    post.notifications.delete_by_customer("alice")

    assert post.kinds() == []
