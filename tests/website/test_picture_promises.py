"""The promises of the port `Pictures`, kept by the fake and by the store."""

from __future__ import annotations

import pytest

from chassis.core.errors import ChangedMeanwhile, KeyReused, NotFound, StillInProgress
from chassis.core.identity import IdempotencyKey
from website.domain.pictures import Reason, State, Thumbnails, Upload
from website.ports.pictures import Pictures

KEY = IdempotencyKey("caller and operation", "body")


def upload(sku: str = "LUMEN-BULB") -> Upload:
    return Upload(sku, "image/jpeg", 7, "A bulb")


def shown(pictures: Pictures, sku: str) -> Upload:
    """An upload whose picture is shown."""
    new = upload(sku)
    pictures.add(new, IdempotencyKey(new.id, "body"))
    kept = pictures.get(new.id)
    assert kept is not None
    gallery = pictures.gallery(sku)
    kept.bind("v1")
    gallery.show(kept, Thumbnails((320, 640), 480))
    kept.accept()
    pictures.save(kept, gallery)
    return kept


def test_an_upload_is_added_once_a_request(all_pictures: Pictures) -> None:
    first = upload()
    assert all_pictures.find_by_request(KEY) is None
    all_pictures.add(first, KEY)

    with pytest.raises(StillInProgress):
        all_pictures.add(upload(), KEY)
    found_again = all_pictures.find_by_request(KEY)
    assert found_again is not None
    assert (found_again.id, found_again.expires_at) == (first.id, first.expires_at)
    with pytest.raises(KeyReused):
        all_pictures.find_by_request(IdempotencyKey(KEY.id, "another body"))


def test_a_change_is_kept_and_the_second_of_two_at_once_fails(all_pictures: Pictures) -> None:
    new = upload()
    all_pictures.add(new, KEY)

    with pytest.raises(ChangedMeanwhile), all_pictures.change(new.id) as late:
        with all_pictures.change(new.id) as early:
            early.bind("v1")
        late.bind("v2")

    with all_pictures.change(new.id) as again:
        again.refuse(Reason.SVG)
    kept = all_pictures.get(new.id)
    assert kept is not None
    assert (kept.bound, kept.state, kept.reason) == ("v1", State.REFUSED, Reason.SVG)
    with pytest.raises(NotFound), all_pictures.change("01KAQ4N9T4W6M2J8ZC5R7XVBEH"):
        pass


def test_an_upload_and_its_gallery_are_saved_together_or_not_at_all(all_pictures: Pictures) -> None:
    first = shown(all_pictures, "LUMEN-BULB")
    stale = all_pictures.gallery("LUMEN-BULB")
    shown(all_pictures, "LUMEN-BULB")
    stale.withdraw(first.id)
    kept = all_pictures.get(first.id)
    assert kept is not None
    kept.withdraw()

    with pytest.raises(ChangedMeanwhile):
        all_pictures.save(kept, stale)

    unchanged = all_pictures.get(first.id)
    assert unchanged is not None
    assert unchanged.state is State.READY
    assert len(all_pictures.gallery("LUMEN-BULB").pictures) == 2


def test_galleries_are_listed_by_sku_and_the_newest_picture_stands_for_its_product(all_pictures: Pictures) -> None:
    for sku in ("LUMEN-STRIP", "ARIA-SPEAKER", "LUMEN-BULB"):
        shown(all_pictures, sku)
    newest = shown(all_pictures, "LUMEN-BULB")

    first = all_pictures.page(2, None)
    rest = all_pictures.page(2, first.next_cursor)

    assert [gallery.sku for gallery in [*first.items, *rest.items]] == ["ARIA-SPEAKER", "LUMEN-BULB", "LUMEN-STRIP"]
    assert rest.next_cursor is None
    assert all_pictures.of_products()["LUMEN-BULB"].id == newest.id
    assert all_pictures.gallery("NO-PICTURES").pictures == []
