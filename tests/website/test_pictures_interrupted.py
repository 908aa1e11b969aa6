"""A picture that is withdrawn or refused between two steps leaves no files behind and is never shown."""

from __future__ import annotations

from tests.gateway import Client
from tests.website.files import REFUSED, jpeg
from tests.website.picture_steps import SKU, Steps, state


def test_a_picture_that_is_withdrawn_while_it_is_checked_leaves_no_file(staff: Client, steps: Steps) -> None:
    original = steps.uploaded(staff, jpeg())
    accepted = steps.originals.files.copy()
    staff.delete(f"/products/{SKU}/pictures/{original.upload_id}")
    steps.originals.files.update(accepted)  # the copy was under way

    steps.render(original)

    assert (steps.shelf.files, steps.originals.folders()) == ({}, [])


def test_a_refusal_that_broke_off_is_completed(staff: Client, steps: Steps) -> None:
    _, content = REFUSED["half a JPEG"]
    original = steps.uploaded(staff, content)
    accepted = steps.originals.files.copy()
    steps.render(original)
    steps.originals.files.update(accepted)  # the function died before it deleted it

    steps.render(original)

    assert state(staff, original) == "damaged"
    assert steps.originals.folders() == ["quarantine"]


def test_a_picture_that_is_withdrawn_just_before_it_is_announced_stays_away(staff: Client, steps: Steps) -> None:
    original = steps.uploaded(staff, jpeg())
    path = f"/products/{SKU}/pictures/{original.upload_id}"
    steps.shelf.before_announcing = lambda: staff.delete(path)

    steps.render(original)

    assert (steps.shelf.files, steps.shelf.announced) == ({}, [])


def test_a_picture_that_is_withdrawn_while_it_is_made_stays_away(staff: Client, steps: Steps) -> None:
    original = steps.uploaded(staff, jpeg())
    staff.delete(f"/products/{SKU}/pictures/{original.upload_id}")

    steps.render(original)

    assert steps.shelf.files == {}
    assert steps.pictures.of_products() == {}
