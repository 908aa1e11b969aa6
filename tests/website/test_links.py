"""The links of the newsletter's mails: confirming and unsubscribing."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from tests.gateway import Client
from tests.website.fakes import FixedKeys, MemorySubscribers
from tests.website.test_newsletter import MIRA, stored_id
from website.domain import links
from website.domain.links import Purpose
from website.domain.newsletter import State

LATER = int(time.time()) + 3600


def to_confirm(keys: FixedKeys, expires_at: int = LATER) -> str:
    """The token of Mira's link."""
    return links.sign(keys.confirming()[0], Purpose.CONFIRM, stored_id(MIRA), expires_at)


def to_unsubscribe(keys: FixedKeys) -> str:
    """The token of Mira's other link."""
    return links.sign(keys.naming(), Purpose.UNSUBSCRIBE, stored_id(MIRA))


def state(subscribers: MemorySubscribers) -> State:
    """Mira's."""
    mira = subscribers.get(stored_id(MIRA))
    assert mira
    return mira.state


@pytest.fixture
def signed_up(api: Client) -> Client:
    """The API, where Mira has signed up."""
    assert api.post("/subscribers", {"email": MIRA}).status == 202
    return api


def test_a_link_confirms_once(signed_up: Client, subscribers: MemorySubscribers, keys: FixedKeys) -> None:
    first, again = (signed_up.get("/confirm", {"token": to_confirm(keys)}) for _ in range(2))

    assert (first.status, first.json) == (200, {"subscribed": True})
    assert (again.status, again.problem) == (409, "link-used")
    assert state(subscribers) is State.ACTIVE


def test_a_link_that_is_old_forged_or_for_something_else_confirms_nothing(
    signed_up: Client, subscribers: MemorySubscribers, keys: FixedKeys
) -> None:
    good = to_confirm(keys)
    forged = [links.sign(b"another key", Purpose.CONFIRM, stored_id(MIRA), LATER), to_unsubscribe(keys)]
    forged += [good[:-1], f"{good}A", f"{good}=", good[:10] + ("A" if good[10] != "A" else "B") + good[11:], "x", "é"]

    assert {signed_up.get("/confirm", {"token": token}).problem for token in forged} == {"link-forged"}
    old = signed_up.get("/confirm", {"token": to_confirm(keys, int(time.time()) - 1)})
    assert (old.status, old.problem) == (410, "link-expired")
    assert state(subscribers) is State.PENDING


def test_a_key_may_be_rotated_once_while_a_link_is_under_way(signed_up: Client, keys: FixedKeys) -> None:
    before = to_confirm(keys)
    keys.rotate(b"the second key")
    after = links.sign(b"the second key", Purpose.CONFIRM, stored_id(MIRA), LATER)

    assert signed_up.get("/confirm", {"token": after}).status == 200
    assert signed_up.get("/confirm", {"token": before}).problem == "link-used"
    keys.rotate(b"the third key")
    keys.renew()
    assert signed_up.get("/confirm", {"token": before}).problem == "link-forged"


@pytest.mark.parametrize("method", ["DELETE", "POST"])
def test_who_unsubscribes_is_forgotten(
    signed_up: Client, subscribers: MemorySubscribers, keys: FixedKeys, method: str
) -> None:
    signed_up.get("/confirm", {"token": to_confirm(keys)})

    for _ in range(2):
        assert signed_up.request(method, f"/subscribers/{to_unsubscribe(keys)}").status == 204

    mira = subscribers.get(stored_id(MIRA))
    assert mira
    assert (mira.state, mira.email, mira.confirmed_at) == (State.ENDED, "", None)
    assert mira.expires_at
    assert mira.expires_at > time.time() + timedelta(days=29).total_seconds()
    assert signed_up.get("/confirm", {"token": to_confirm(keys)}).problem == "link-used"


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_mail_program_unsubscribes_with_one_click(
    signed_up: Client, subscribers: MemorySubscribers, keys: FixedKeys, kind: str
) -> None:
    path, form = f"/subscribers/{to_unsubscribe(keys)}", "List-Unsubscribe=One-Click"

    assert signed_up.request("POST", path, body=form, headers={"Content-Type": kind}).status == 204
    assert state(subscribers) is State.ENDED


def test_a_form_is_taken_nowhere_else(api: Client, subscribers: MemorySubscribers) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    assert api.request("POST", "/subscribers", body=f"email={MIRA}", headers=form).problem == "unsupported-media"
    assert len(subscribers) == 0


def test_a_forged_link_unsubscribes_nobody(signed_up: Client, subscribers: MemorySubscribers, keys: FixedKeys) -> None:
    for token in (to_confirm(keys), links.sign(b"x", Purpose.UNSUBSCRIBE, stored_id(MIRA)), stored_id(MIRA), MIRA):
        assert signed_up.request("DELETE", f"/subscribers/{token}").problem == "link-forged"
    assert state(subscribers) is State.PENDING


def test_whose_link_is_used_but_who_was_never_known_is_told_so(api: Client, keys: FixedKeys) -> None:
    assert api.get("/confirm", {"token": to_confirm(keys)}).problem == "link-used"
    assert api.request("DELETE", f"/subscribers/{to_unsubscribe(keys)}").status == 204


def test_a_link_names_no_address(keys: FixedKeys) -> None:
    for token in (to_confirm(keys), to_unsubscribe(keys)):
        assert "mira" not in token.lower()


def test_who_comes_back_has_to_confirm_again(
    signed_up: Client, subscribers: MemorySubscribers, keys: FixedKeys
) -> None:
    signed_up.get("/confirm", {"token": to_confirm(keys)})
    before = subscribers.get(stored_id(MIRA))
    signed_up.request("DELETE", f"/subscribers/{to_unsubscribe(keys)}")

    assert signed_up.post("/subscribers", {"email": MIRA}).status == 202

    after = subscribers.get(stored_id(MIRA))
    assert before
    assert after
    assert (after.state, after.email) == (State.PENDING, MIRA)
    assert after.subscription != before.subscription
