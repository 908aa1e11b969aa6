"""For whom, for what, how long, and how often there is a link or a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chassis.core.errors import NotFound
from content.actions.opening import begin_session, make_link
from content.domain.catalogue import ContentWithdrawn, PriceClass, State
from content.domain.members import Member
from content.domain.opening import (
    Link,
    MembershipRequired,
    Session,
    SigningUnavailable,
    TooManyLinks,
    seconds_until_tomorrow,
)
from content.ports.opening import Opening
from tests.content.fakes import MemoryCatalogue, piece
from tests.content.fakes_opening import TERMS, MemoryQuota, PlainSigner, member, opening

NOW = datetime(2026, 12, 1, 9, 0, 0, 400_000, tzinfo=UTC)
BASE = "https://d1.cloudfront.net/first-evening/5f0c1f7e3b1d/"
Open = Callable[[str, str, datetime, Opening], Link | Session]


def link(content_id: str, customer_id: str, now: datetime, world: Opening) -> Link:
    return make_link(content_id, None, customer_id, now, world)


def session(content_id: str, customer_id: str, now: datetime, world: Opening) -> Session:
    return begin_session(content_id, customer_id, "203.0.113.7", now, world)


both = pytest.mark.parametrize("open_it", [link, session])


def world(*members: Member, **changes: Any) -> Opening:
    return opening(MemoryCatalogue(piece(**changes)), *members)


def test_a_member_gets_a_link_to_one_file_for_a_quarter_of_an_hour() -> None:
    now = world(member("alice"))

    assert link("first-evening", "alice", NOW, now) == Link(
        f"{BASE}index.m3u8?Expires=1796116500", datetime(2026, 12, 1, 9, 15, tzinfo=UTC)
    )
    assert make_link("first-evening", "1-light.md", "alice", NOW, now).url.startswith(f"{BASE}1-light.md?")


def test_a_member_gets_a_session_for_all_files_of_the_revision_for_four_hours() -> None:
    begun = session("first-evening", "alice", NOW, world(member("alice")))

    assert (begun.base_url, begun.entry) == (BASE, "index.m3u8")
    assert begun.expires_at == datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
    # It begins in the past: CloudFront's clock may be five minutes slow.
    assert begun.cookies == {"CloudFront-Policy": f"{BASE}* 08:55:00 13:00:00 None"}


def test_a_session_is_bound_to_the_callers_address_where_the_terms_say_so() -> None:
    bound = replace(world(member("alice")), terms=replace(TERMS, binds_address=True))

    assert session("first-evening", "alice", NOW, bound).cookies["CloudFront-Policy"].endswith(" 203.0.113.7")


@both
@pytest.mark.parametrize(
    "customer",
    [
        Member("bob"),
        Member("bob", until=NOW),
        Member("bob", until=NOW - timedelta(days=1)),
        Member("bob", until=NOW + timedelta(days=1), erased=True),
    ],
    ids=["never a member", "ended now", "ended yesterday", "erased"],
)
def test_who_is_no_member_gets_neither(open_it: Open, customer: Member) -> None:
    with pytest.raises(MembershipRequired):
        open_it("first-evening", "bob", NOW, world(customer, member("alice")))


@both
def test_a_membership_lasts_to_its_end(open_it: Open) -> None:
    assert open_it("first-evening", "bob", NOW, world(Member("bob", until=NOW + timedelta(seconds=1))))


@both
def test_free_content_is_for_everybody_who_is_signed_in(open_it: Open) -> None:
    assert open_it("first-evening", "bob", NOW, world(price_class=PriceClass.FREE))


@both
def test_unknown_and_withdrawn_content_has_neither(open_it: Open) -> None:
    with pytest.raises(NotFound):
        open_it("second-evening", "alice", NOW, world(member("alice")))
    with pytest.raises(ContentWithdrawn):
        open_it("first-evening", "alice", NOW, world(member("alice"), state=State.WITHDRAWN))


def test_a_file_that_the_content_does_not_have_has_no_link() -> None:
    with pytest.raises(NotFound):
        make_link("first-evening", "2-warmth.md", "alice", NOW, world(member("alice")))


def test_links_and_sessions_of_a_day_are_counted_together_and_each_customer_apart() -> None:
    now = world(member("alice"), member("carol"))
    for open_it in (link, session, link):
        open_it("first-evening", "alice", NOW, now)

    for open_it in (link, session):
        with pytest.raises(TooManyLinks) as refused:
            open_it("first-evening", "alice", NOW, now)
        assert refused.value.headers() == {"Retry-After": str(15 * 3600 - 1)}
    assert link("first-evening", "carol", NOW, now)
    assert link("first-evening", "alice", NOW + timedelta(hours=15), now)


@both
def test_without_a_key_nothing_is_used_up(open_it: Open) -> None:
    now = world(member("alice"))
    assert isinstance(now.signer, PlainSigner)
    assert isinstance(now.quota, MemoryQuota)
    now.signer.has_key = False

    with pytest.raises(SigningUnavailable):
        open_it("first-evening", "alice", NOW, now)
    assert not now.quota.counted


def test_the_next_day_begins_at_midnight_utc() -> None:
    assert seconds_until_tomorrow(NOW.replace(hour=23, minute=59, second=59)) == 1
    assert seconds_until_tomorrow(datetime(2026, 12, 1, tzinfo=UTC)) == 86_400
