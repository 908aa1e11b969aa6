"""The catalogue by its API: everybody reads, staff register and withdraw."""

from __future__ import annotations

from typing import Any

import pytest

from tests.content.fakes import DIGEST
from tests.gateway import Client

BODY: dict[str, Any] = {
    "title": "Tea",
    "kind": "text",
    "price_class": "free",
    "revision": "0123456789ab",
    "entry": "tea.md",
    "files": [{"name": "tea.md", "bytes": 5, "type": "text/markdown; charset=utf-8", "sha256": DIGEST}],
}


def test_everybody_sees_what_there_is_and_may_cache_it(api: Client) -> None:
    answer = api.get("/content")

    assert [item["id"] for item in answer.json["items"]] == ["first-evening"]
    assert "files" not in answer.json["items"][0]
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert [file["name"] for file in api.get("/content/first-evening").json["files"]] == ["1-light.md", "index.m3u8"]


def test_unknown_content_is_not_found(api: Client) -> None:
    assert api.get("/content/nothing").status == 404


def test_staff_register_content_and_a_new_revision(staff: Client) -> None:
    assert staff.put("/content/tea", json=BODY).status == 200
    changed = {**BODY, "title": "All about tea", "revision": "ba9876543210"}

    assert staff.put("/content/tea", json=changed).json["revision"] == "ba9876543210"
    assert staff.get("/content/tea").json["title"] == "All about tea"


def test_the_same_registration_again_changes_nothing(staff: Client) -> None:
    first = staff.put("/content/tea", json=BODY).json

    assert staff.put("/content/tea", json=BODY).json == first


def test_withdrawn_content_is_gone_until_it_is_published_again(staff: Client) -> None:
    staff.put("/content/tea", json=BODY)

    assert [staff.delete("/content/tea").status for _ in range(2)] == [204, 204]
    answer = staff.get("/content/tea")
    assert (answer.status, answer.problem) == (410, "content-withdrawn")
    assert "tea" not in [item["id"] for item in staff.get("/content").json["items"]]
    staff.put("/content/tea", json=BODY)
    assert staff.get("/content/tea").status == 200


def test_only_staff_may_change_the_catalogue(api: Client) -> None:
    customer = api.as_customer("alice")

    assert api.put("/content/tea", json=BODY).status == 401
    assert customer.put("/content/tea", json=BODY).status == 403
    assert customer.delete("/content/first-evening").status == 403
    assert api.get("/content/first-evening").status == 200


@pytest.mark.parametrize(
    "change",
    [
        {"entry": "coffee.md"},
        {"entry": "../tea.md"},
        {"revision": "../../other"},
        {"revision": "*"},
        {"price_class": "cheap"},
        {"files": []},
        {"files": BODY["files"] * 2},
        {"files": [{**BODY["files"][0], "name": "a/../../tea.md"}]},
        {"files": [{**BODY["files"][0], "name": "%2e%2e/tea.md"}]},
        {"files": [{**BODY["files"][0], "name": "*"}]},
        {"files": [{**BODY["files"][0], "bytes": 0}]},
        {"files": [{**BODY["files"][0], "sha256": "0"}]},
        {"more": "than that"},
    ],
)
def test_a_registration_that_makes_no_sense_is_refused(staff: Client, change: dict[str, Any]) -> None:
    assert staff.put("/content/tea", json={**BODY, **change}).status == 422
    assert staff.get("/content/tea").status == 404


@pytest.mark.parametrize("content_id", ["*", "Tea", "a_b", "-a", "a" * 64, "%2e%2e", "a%2fb"])
def test_an_id_with_a_wildcard_or_a_path_is_refused(staff: Client, content_id: str) -> None:
    assert staff.get(f"/content/{content_id}").status in (404, 422)
    assert staff.put(f"/content/{content_id}", json=BODY).status in (404, 405, 422)
