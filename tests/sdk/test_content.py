"""`souk.content.open`: by the API's links, from the edge where the environment has one."""

from __future__ import annotations

import json

import httpx
import pytest

from souk_sdk import AccessToken, Souk
from souk_sdk.content import address_of
from souk_sdk.environment import Environment, UserPool
from souk_sdk.problems import MembershipRequired
from tests.sdk.fakes import FastClock, problem

LESSON = b"Warm light in the evening."
LINK = "https://d1.cloudfront.net/first-evening/5f0c1f7e3b1d/lesson.md?Signature=a"


def souk(answer: httpx.Response) -> tuple[Souk, list[httpx.Request]]:
    """A client of an API that makes links as `answer` says, and of the files."""
    requests: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        if request.url.path.endswith("/links"):
            return answer
        return httpx.Response(206, content=LESSON, headers={"Content-Range": f"bytes 0-25/{len(LESSON)}"})

    http = httpx.Client(transport=httpx.MockTransport(handle))
    base = {"content.v1": "https://content.example/v1"}
    return Souk(base, AccessToken("secret"), http, clock=FastClock()), requests


def test_a_file_is_opened_by_its_name_and_fetched_without_the_token() -> None:
    client, requests = souk(httpx.Response(201, json={"url": LINK, "expires_at": "2026-12-01T12:00:00Z"}))

    with client.content.open("first-evening", "lesson.md") as lesson:
        assert lesson.read(26) == LESSON

    call, fetch = requests
    assert (call.url.path, json.loads(call.content)) == ("/v1/content/first-evening/links", {"file": "lesson.md"})
    assert call.headers["Authorization"] == "Bearer secret"
    assert "Authorization" not in fetch.headers


def test_who_is_no_member_hears_it_when_opening() -> None:
    client, requests = souk(problem(403, "membership-required"))

    with pytest.raises(MembershipRequired):
        client.content.open("first-evening")

    assert json.loads(requests[0].content) == {}


def test_the_edge_is_known_by_the_environment() -> None:
    outputs = {"ContentDistribution.path_url": "http://127.0.0.1:4580/https://d1.cloudfront.net", "Other": "x"}
    here = Environment("dev", "us-east-1", {}, UserPool("p", "c"), {"content": outputs})

    assert address_of(here) == outputs["ContentDistribution.path_url"]
    assert address_of(Environment("prod", "us-east-1", {}, UserPool("p", "c"))) is None
    assert address_of(None) is None
