"""Conflicting writes of two regions: DynamoDB keeps the later one whole, in both, and people go on from there.

Conditions hold within a region only, so each region changes the row as it knew it before the other's write.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from itertools import product

import pytest

from chassis.core.errors import AlreadyHandled, Problem
from tests.website.fakes import FixedKeys, MemoryLetters, MemoryMailer, MemorySubscribers
from website.actions import newsletter
from website.actions.letters import send_due_mail
from website.domain import links
from website.domain.letters import Kind
from website.domain.links import Purpose
from website.domain.newsletter import ASK_AGAIN, Limits, State, Subscriber, digest

MIRA, KEYS, LIMITS = "mira@souk.example", FixedKeys(), Limits(100, 100)
ID = digest(KEYS.naming(), "address", MIRA)
CONFIRM = links.sign(KEYS.confirming()[0], Purpose.CONFIRM, ID)
UNSUBSCRIBE = links.sign(KEYS.naming(), Purpose.UNSUBSCRIBE, ID)
Action = Callable[[MemorySubscribers], None]


def sign_up(region: MemorySubscribers) -> None:
    newsletter.sign_up(MIRA, "192.0.2.1", LIMITS, region, KEYS)


def confirm(region: MemorySubscribers) -> None:
    newsletter.confirm(CONFIRM, region, KEYS)


def leave(region: MemorySubscribers) -> None:
    newsletter.unsubscribe(UNSUBSCRIBE, region, KEYS)


def unknown() -> None:
    """Nobody has this address."""


def pending() -> Subscriber:
    mira = Subscriber.sign_up(ID, MIRA)
    mira.asked_at -= ASK_AGAIN
    return mira


def active() -> Subscriber:
    mira = pending()
    mira.confirm()
    return mira


def ended() -> Subscriber:
    mira = active()
    mira.end()
    return mira


class Home:
    """The region whose stream is read: it mails."""

    def __init__(self, row: Subscriber | None) -> None:
        self.subscribers = MemorySubscribers(*([row] if row else []))
        self.letters, self.mailer = MemoryLetters(), MemoryMailer()

    def read_stream(self) -> None:
        with suppress(AlreadyHandled):
            send_due_mail(ID, self.subscribers, self.letters, self.mailer, KEYS)


def does(action: Action, region: MemorySubscribers) -> None:
    """Somebody tries it, and may be refused."""
    with suppress(Problem):
        action(region)


STARTS, ACTIONS = (unknown, pending, active, ended), (sign_up, confirm, leave)


def conflict(start: Subscriber | None, here: Action, there: Action, later: str) -> Home:
    """The home region after both regions' writes at the same moment, and after DynamoDB has kept one of them."""
    home, away = Home(deepcopy(start)), MemorySubscribers(*([start] if start else []))
    before = home.subscribers.get(ID)
    does(here, home.subscribers)
    home.read_stream()
    does(there, away)
    rows = {"home": home.subscribers.get(ID), "away": away.get(ID)}
    changed = {region: row for region, row in rows.items() if row != before}
    kept = changed.get(later) or next(iter(changed.values()), before)
    home.subscribers = MemorySubscribers(*([kept] if kept else []))
    home.read_stream()
    return home


@pytest.mark.parametrize("later", ["home", "away"])
@pytest.mark.parametrize(("here", "there"), [*product(ACTIONS, ACTIONS)])
@pytest.mark.parametrize("start", STARTS)
def test_after_a_conflict_people_subscribe_and_leave_and_no_mail_comes_twice(
    start: Callable[[], Subscriber | None], here: Action, there: Action, later: str
) -> None:
    home = conflict(start(), here, there, later)

    does(sign_up, home.subscribers)
    does(confirm, home.subscribers)
    home.read_stream()
    subscribed = home.subscribers.get(ID)
    leave(home.subscribers)
    left = home.subscribers.get(ID)

    assert subscribed is not None
    assert left is not None
    assert (subscribed.state, subscribed.email) == (State.ACTIVE, MIRA)
    assert (left.state, left.email) == (State.ENDED, "")
    welcomed = [mail.tags["subscription"] for mail in home.mailer if mail.kind is Kind.WELCOME]
    assert subscribed.subscription in welcomed
    assert len(welcomed) == len({*welcomed})
