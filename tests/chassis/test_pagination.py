"""Cursors: opaque, and refused unless they are ours. Links: where a list is and goes on."""

from __future__ import annotations

import base64
import json
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from chassis.core.errors import BadRequest
from chassis.core.pagination import Links, decode, encode


def forged(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize("n", range(4))
def test_a_cursor_leads_back_to_where_it_was_made(n: int) -> None:
    position = {"pk": "ORDER#" + "x" * n, "owner_sk": "ä/?+"}

    assert decode(encode(position)) == position


def test_a_cursor_can_be_put_into_a_url_as_it_stands() -> None:
    assert encode({"pk": "??>>~~~üü"}).replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "=", "garbage", "!!!!", "e30=e30=", "ключ", "[" * 700, "\x00", *map(forged, [None, 1, "a", ["a"], [[]]])],
)
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(BadRequest):
        decode(cursor)


@pytest.mark.parametrize("value", [1, None, True, ["x"], {"S": "x"}, "", "\ud800"])
def test_a_cursor_that_points_nowhere_is_refused(value: object) -> None:
    with pytest.raises(BadRequest):
        decode(forged({"pk": "ORDER#1", "sk": value}))


def test_a_cursor_that_is_too_deep_is_refused() -> None:
    with pytest.raises(BadRequest):
        decode(base64.urlsafe_b64encode(b"[" * 760).decode())


def test_the_first_page_says_where_it_is_and_where_the_next_one_is() -> None:
    links = Links.of(20, None, "abc")

    assert (links.self, links.next) == ("?limit=20", "?limit=20&cursor=abc")


def test_the_last_page_leads_nowhere() -> None:
    links = Links.of(20, "abc", None)

    assert (links.self, links.next) == ("?limit=20&cursor=abc", None)


@pytest.mark.parametrize(
    "base", ["https://souk.example/v2/orders", "http://127.0.0.1:4566/x/v2/orders?limit=5&cursor=z"]
)
def test_a_link_leads_from_wherever_the_list_is_to_the_same_list(base: str) -> None:
    cursor = encode({"pk": "??>>~~~üü", "sk": "&=#+ %"})

    there = urlsplit(urljoin(base, Links.of(5, None, cursor).next or ""))

    assert (there.netloc, there.path) == urlsplit(base)[1:3]
    assert parse_qs(there.query) == {"limit": ["5"], "cursor": [cursor]}
