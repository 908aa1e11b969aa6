"""Staff announce a picture, and its file becomes thumbnails once, or is refused: through the API and by both steps."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gateway import Client
from tests.website.files import PAGE, REFUSED, SVG, jpeg, png
from tests.website.picture_steps import BULB, SKU, Steps, state
from website.adapters.pictures import originals_of
from website.domain.pictures import MAX_BYTES, MAX_PICTURES, Upload
from website.ports.pictures import Original

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"


def test_a_picture_is_waiting_then_ready_and_shown_to_everybody(api: Client, staff: Client, steps: Steps) -> None:
    original = steps.originals.upload(steps.announced(staff), jpeg((1600, 1200)))
    assert state(staff, original) == "waiting"

    steps.check(original)
    assert state(staff, original) == "waiting"
    steps.render(original)

    assert state(staff, original) == "ready"
    [item] = api.get("/products/pictures").json["items"]
    [picture] = item["pictures"]
    assert (item["sku"], picture["alt"], picture["widths"]) == (SKU, "A bulb", [320, 640, 1280])
    assert (picture["width"], picture["height"]) == (1280, 960)
    assert picture["url"].startswith(f"/pictures/{SKU}/")
    assert len(steps.shelf.files) == 6
    assert steps.originals.folders() == ["accepted"]
    assert api.get("/products/pictures").headers["cache-control"] == "public, max-age=60"


def test_a_repeated_announcement_is_the_same_upload(staff: Client) -> None:
    first, second = (staff.post(f"/products/{SKU}/pictures", BULB, key=KEY).json for _ in range(2))

    assert first == second
    assert staff.post(f"/products/{SKU}/pictures", {**BULB, "size": 2}, key=KEY).problem == "key-reused"


def test_notifications_that_come_twice_make_one_set(staff: Client, steps: Steps) -> None:
    original = steps.uploaded(staff, jpeg((1600, 1200)))
    steps.check(original)
    steps.render(original)
    files, gallery = dict(steps.shelf.files), steps.pictures.gallery(SKU)

    steps.check(original)
    steps.render(original)

    assert (steps.shelf.files, steps.pictures.gallery(SKU)) == (files, gallery)


def test_a_form_that_is_used_twice_counts_once(staff: Client, steps: Steps) -> None:
    upload = steps.announced(staff)
    first, second = (steps.originals.upload(upload, jpeg(), version) for version in ("v1", "v2"))

    steps.check(second)
    steps.check(first)
    steps.render(second)

    assert state(staff, second) == "ready"
    assert steps.originals.folders() == ["accepted"]
    assert len(steps.shelf.files) == 4


def test_a_newer_picture_comes_first_whichever_was_ready_first(api: Client, staff: Client, steps: Steps) -> None:
    older, newer = (steps.uploaded(staff, jpeg()) for _ in range(2))

    steps.render(newer)
    steps.render(older)

    [item] = api.get("/products/pictures").json["items"]
    assert [picture["id"] for picture in item["pictures"]] == [newer.upload_id, older.upload_id]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(SVG, "svg"), (PAGE, "no-picture"), (b"", "empty"), (png(), "other-type"), (b"GIF89a" + bytes(99), "no-picture")],
)
def test_a_file_that_does_not_begin_like_the_picture_goes_into_quarantine(
    staff: Client, steps: Steps, content: bytes, reason: str
) -> None:
    original = steps.uploaded(staff, content)

    assert state(staff, original) == reason
    assert steps.originals.folders() == ["quarantine"]
    assert steps.shelf.files == {}


@pytest.mark.parametrize("name", ["half a JPEG", "a JPEG and a page", "a JPEG with a page as its comment"])
def test_a_file_that_is_no_whole_picture_is_refused_in_words(staff: Client, steps: Steps, name: str) -> None:
    reason, content = REFUSED[name]
    original = steps.uploaded(staff, content)

    steps.render(original)

    answer = staff.get(f"/products/{SKU}/pictures/{original.upload_id}").json
    assert (answer["state"], answer["refusal"]["code"]) == ("refused", reason)
    assert answer["refusal"]["detail"].endswith(".")
    assert steps.originals.folders() == ["quarantine"]
    assert steps.shelf.files == {}
    assert steps.pictures.of_products() == {}


def test_a_file_that_nobody_announced_is_deleted_unread(steps: Steps) -> None:
    stray = steps.originals.upload(Upload(SKU, "image/jpeg", 1, "A bulb"), jpeg())

    steps.check(stray)

    assert steps.originals.folders() == []


def test_a_withdrawn_picture_is_gone_with_its_files(api: Client, staff: Client, steps: Steps) -> None:
    original = steps.uploaded(staff, jpeg())
    steps.render(original)
    path = f"/products/{SKU}/pictures/{original.upload_id}"

    assert [staff.delete(path).status for _ in range(2)] == [204, 204]

    assert state(staff, original) == "withdrawn"
    assert api.get("/products/pictures").json["items"] == []
    assert (steps.shelf.files, steps.originals.folders()) == ({}, [])


def test_a_product_has_so_many_pictures_and_no_more(staff: Client, steps: Steps) -> None:
    waiting = [steps.uploaded(staff, jpeg()) for _ in range(MAX_PICTURES + 1)]
    for original in waiting:
        steps.render(original)

    assert state(staff, waiting[-1]) == "too-many"
    assert staff.post(f"/products/{SKU}/pictures", BULB, key=KEY).problem == "too-many-pictures"
    assert len(steps.shelf.files) == 4 * MAX_PICTURES


@pytest.mark.parametrize(
    "changed",
    [
        {"size": 0},
        {"size": MAX_BYTES + 1},
        {"size": "1000"},
        {"type": "image/svg+xml"},
        {"type": "text/html"},
        {"alt": ""},
        {"alt": "\u202eevil"},
        {"width": 7},
    ],
)
def test_bad_announcements_are_refused(staff: Client, changed: dict[str, Any]) -> None:
    assert staff.post(f"/products/{SKU}/pictures", {**BULB, **changed}, key=KEY).problem == "unprocessable"


def test_only_staff_upload_and_see_uploads(api: Client, staff: Client, steps: Steps) -> None:
    path = f"/products/{SKU}/pictures"
    upload = steps.announced(staff)

    for caller, problem in ((api.as_customer("mira"), "forbidden"), (api, "unauthenticated")):
        assert caller.post(path, BULB, key=KEY).problem == problem
        assert caller.get(f"{path}/{upload.id}").problem == problem
        assert caller.delete(f"{path}/{upload.id}").problem == problem


def test_an_upload_is_found_under_its_product_only(staff: Client, steps: Steps) -> None:
    upload = steps.announced(staff)

    assert staff.get(f"/products/OTHER-BULB/pictures/{upload.id}").problem == "not-found"
    assert staff.delete(f"/products/{SKU}/pictures/01KAQ4N9T4W6M2J8ZC5R7XVBEH").problem == "not-found"


def test_a_notification_names_its_objects_and_a_test_event_none() -> None:
    record = {"s3": {"object": {"key": f"incoming/{SKU}/01KA%2BQ", "versionId": "v1"}}}

    assert [*originals_of({"Records": [record]})] == [("incoming", Original(SKU, "01KA+Q", "v1"))]
    assert [*originals_of({"Event": "s3:TestEvent"})] == []
