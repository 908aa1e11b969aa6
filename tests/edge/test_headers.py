"""Headers that come several times, and dates."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from souk.local.edge.headers import first, moment
from souk.local.edge.request import ViewerRequest
from souk.local.edge.rules.cache_key import origin_headers
from tests.edge.rows import behavior


def request(*headers: tuple[str, str]) -> ViewerRequest:
    return ViewerRequest("GET", "d111.cloudfront.net", "/", "", headers, https=True, client="192.0.2.7")


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock shows another time than GMT."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_several_cookie_headers_are_one() -> None:
    assert request(("cookie", "a=1; b=2"), ("cookie", "c=3")).cookies == [("a", "1"), ("b", "2"), ("c", "3")]


def test_the_viewers_address_is_added_to_all_addresses_before() -> None:
    headers = origin_headers(
        behavior(), request(("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "192.0.2.2")), ""
    )

    assert first(headers, "x-forwarded-for") == "192.0.2.1, 192.0.2.2, 192.0.2.7"


@pytest.mark.usefixtures("far_away")
@pytest.mark.parametrize(
    "date", ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
)
def test_the_three_forms_of_a_date_are_the_same_moment(date: str) -> None:
    assert moment(date) == 784_111_777
