"""Both steps of a picture in a test without a cloud, called as S3's notifications arrive."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.gateway import Client
from tests.website.fake_pictures import MemoryOriginals, MemoryPictures, MemoryShelf
from website.actions.pictures import check_file, make_thumbnails
from website.adapters.thumbnails import PillowThumbnailer
from website.domain.pictures import Upload
from website.ports.pictures import Original

SKU = "LUMEN-BULB"
BULB = {"type": "image/jpeg", "size": 1000, "alt": "A bulb"}


class Steps:
    """Checking a file, and making its thumbnails."""

    def __init__(self, pictures: MemoryPictures, originals: MemoryOriginals, shelf: MemoryShelf) -> None:
        self.pictures, self.originals, self.shelf = pictures, originals, shelf

    def check(self, original: Original) -> None:
        check_file(original, self.pictures, self.originals)

    def render(self, original: Original) -> None:
        accepted = self.originals.accepted(original)
        make_thumbnails(accepted, self.pictures, self.originals, PillowThumbnailer(), self.shelf)

    def announced(self, staff: Client, sku: str = SKU, **changed: Any) -> Upload:
        answer = staff.post(f"/products/{sku}/pictures", {**BULB, **changed}, key=str(uuid4()))
        upload = self.pictures.get(answer.json["id"])
        assert upload is not None
        return upload

    def uploaded(self, staff: Client, content: bytes, **changed: Any) -> Original:
        original = self.originals.upload(self.announced(staff, **changed), content)
        self.check(original)
        return original


def state(staff: Client, original: Original) -> Any:
    """The state of an upload, or the code of its refusal."""
    answer = staff.get(f"/products/{original.sku}/pictures/{original.upload_id}").json
    return answer["refusal"]["code"] if answer["refusal"] else answer["state"]
