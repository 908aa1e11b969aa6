"""Signing up for the newsletter."""

from __future__ import annotations

import pytest

from tests.gateway import Client
from tests.website.fakes import FixedKeys, MemorySubscribers
from website.domain.newsletter import State, digest

MIRA = "mira@souk.example"


def stored_id(email: str) -> str:
    """The id that an address has."""
    return digest(FixedKeys().naming(), "address", email)


def test_who_signs_up_has_to_confirm(api: Client, subscribers: MemorySubscribers) -> None:
    answer = api.post("/subscribers", {"email": MIRA})

    assert (answer.status, answer.json) == (202, {"link_valid_hours": 48})
    mira = subscribers.get(stored_id(MIRA))
    assert mira
    assert (mira.email, mira.state) == (MIRA, State.PENDING)


def test_an_address_is_one_subscriber_however_it_is_written_and_however_often(
    api: Client, subscribers: MemorySubscribers
) -> None:
    answers = [api.post("/subscribers", {"email": email}) for email in (MIRA, MIRA, "Mira@Souk.Example")]

    assert {(answer.status, answer.text) for answer in answers} == {(202, '{"link_valid_hours":48}')}
    assert len(subscribers) == 1


NO_ADDRESSES = ["", "mira", "mira@", "@souk.example", "mira@souk", "mira souk@souk.example", "mira@souk..example", 7]
NO_ADDRESSES += ["<script>alert(1)</script>@souk.example", "mira@souk.example\nBcc: all@souk.example", None, "a@b.c"]
NO_ADDRESSES += ["mira@souk.example,all@souk.example", "Mira <mira@souk.example>", f"{'m' * 250}@souk.example"]
NO_ADDRESSES += ["m\u202eira@souk.example"]


@pytest.mark.parametrize("email", NO_ADDRESSES)
def test_what_is_no_address_is_refused(api: Client, subscribers: MemorySubscribers, email: object) -> None:
    assert api.post("/subscribers", {"email": email}).problem == "unprocessable"
    assert len(subscribers) == 0


def test_too_many_sign_ups_of_one_address_have_to_wait(api: Client, subscribers: MemorySubscribers) -> None:
    answers = [api.post("/subscribers", {"email": MIRA}) for _ in range(4)]

    assert [answer.status for answer in answers] == [202, 202, 202, 429]
    assert answers[-1].problem == "too-many-sign-ups"
    assert int(answers[-1].headers["retry-after"]) > 0


def test_too_many_sign_ups_from_one_caller_have_to_wait(api: Client, subscribers: MemorySubscribers) -> None:
    answers = [api.post("/subscribers", {"email": f"mira{n}@souk.example"}) for n in range(6)]

    assert [answer.status for answer in answers] == [202] * 5 + [429]
    assert len(subscribers) == 5
