"""Opening content by its API: what members, others and bad input get."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest

from content.domain.catalogue import State
from content.ports.catalogue import Catalogue
from content.ports.opening import Opening
from tests.content.conftest import WORLD
from tests.content.fakes import MemoryCatalogue, piece
from tests.content.fakes_opening import member, opening
from tests.gateway import Client

LINKS, SESSIONS = "/content/first-evening/links", "/content/first-evening/sessions"


@pytest.fixture
def alice(api: Client) -> Client:
    """A member."""
    catalogue = WORLD[Catalogue]
    assert isinstance(catalogue, MemoryCatalogue)
    WORLD[Opening] = opening(catalogue, member("alice"))
    return api.as_customer("alice")


def test_a_member_gets_links_and_a_session(alice: Client) -> None:
    link = alice.post(LINKS, json={"file": "1-light.md"})
    begun = alice.post(SESSIONS)

    assert (link.status, begun.status) == (201, 201)
    assert link.json["url"].startswith("https://d1.cloudfront.net/first-evening/5f0c1f7e3b1d/1-light.md?")
    assert begun.json["base_url"] == "https://d1.cloudfront.net/first-evening/5f0c1f7e3b1d/"
    assert begun.json["entry"] == "index.m3u8"
    assert "set-cookie" not in begun.headers


def test_cookies_are_sent_where_the_api_and_the_files_share_a_domain(alice: Client) -> None:
    WORLD[Opening] = opening(MemoryCatalogue(piece()), member("alice"), cookie_domain="souk.example")
    begun = alice.post(SESSIONS)

    [cookie] = SimpleCookie(begun.headers["set-cookie"]).values()
    assert (cookie.key, cookie.value) == ("CloudFront-Policy", begun.json["cookies"]["CloudFront-Policy"])
    assert (cookie["domain"], cookie["path"]) == ("souk.example", "/first-evening/5f0c1f7e3b1d/")
    assert (cookie["secure"], cookie["httponly"]) == (True, True)


@pytest.mark.parametrize("path", [LINKS, SESSIONS])
def test_others_are_refused(api: Client, path: str) -> None:
    body: dict[str, str] | None = {} if path == LINKS else None

    assert api.post(path, json=body).status == 401
    refused = api.as_customer("bob").post(path, json=body)
    assert (refused.status, refused.problem) == (403, "membership-required")
    # Staff are no members, either.
    assert api.as_staff().post(path, json=body).status == 403


@pytest.mark.parametrize("name", ["../secret", "a/../b", "%2e%2e/a", "*", "a?b", "/a", ".hidden", "a//b", "a\n", ""])
def test_a_file_name_that_could_mean_another_is_refused(alice: Client, name: str) -> None:
    assert alice.post(LINKS, json={"file": name}).status == 422


@pytest.mark.parametrize("content_id", ["*", "..", "%2e%2e", "first-*", "First", "a" * 64])
def test_an_id_that_could_mean_another_is_refused(alice: Client, content_id: str) -> None:
    assert alice.post(f"/content/{content_id}/links", json={}).status in (404, 422)
    assert alice.post(f"/content/{content_id}/sessions").status in (404, 422)


def test_too_many_are_refused_until_midnight(alice: Client) -> None:
    assert [alice.post(SESSIONS).status for _ in range(4)] == [201, 201, 201, 429]
    refused = alice.post(LINKS, json={})
    assert refused.problem == "too-many-links"
    assert 0 < int(refused.headers["retry-after"]) <= 86_400


def test_withdrawn_content_is_gone(alice: Client) -> None:
    catalogue = MemoryCatalogue(piece(state=State.WITHDRAWN))
    WORLD[Opening] = opening(catalogue, member("alice"))

    assert alice.post(LINKS, json={}).problem == "content-withdrawn"
