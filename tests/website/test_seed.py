"""The pictures of a fresh environment."""

from __future__ import annotations

from typing import Any

import httpx

from souk_sdk import Souk
from website.seed import seed


def shop(status: int, body: dict[str, Any]) -> Souk:
    """A client of a shop that answers everything alike."""
    kind = "application/problem+json" if status >= 400 else "application/json"
    transport = httpx.MockTransport(lambda _: httpx.Response(status, json=body, headers={"content-type": kind}))
    return Souk(base_urls={"website.v1": "http://shop.example"}, http=httpx.Client(transport=transport))


def test_a_version_without_pictures_gets_none() -> None:
    missing = {"type": "urn:souk:problem:not-found", "title": "There is no such thing.", "status": 404}

    assert seed({"staff": shop(404, missing)}) == {}
