"""The rows of pictures in the website's table. They are written in the stack's own region only.

UPLOAD#01J.. / UPLOAD       an upload, with its state
GALLERY#SKU / GALLERY       the pictures of a product that are shown
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from website.domain.pictures import Gallery, Picture, Upload

UPLOAD, GALLERY = "UPLOAD", "GALLERY"
GALLERIES = "GALLERIES"
PAGE = 100


class DynamoPictures:
    """Uploads by id, galleries by SKU."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._uploads = Repository(table, UPLOAD, Upload)
        self._galleries = Repository(table, GALLERY, Gallery, lambda gallery: (GALLERIES, gallery.sku))

    def find_by_request(self, key: IdempotencyKey) -> Upload | None:
        return self._uploads.find_by_request(key)

    def add(self, upload: Upload, key: IdempotencyKey) -> None:
        self._table.commit(self._uploads.put(upload), idempotency_key=key)

    def get(self, upload_id: str) -> Upload | None:
        return self._uploads.get(upload_id)

    def change(self, upload_id: str) -> AbstractContextManager[Upload]:
        return self._uploads.change(upload_id)

    def gallery(self, sku: str) -> Gallery:
        return self._galleries.get(sku) or Gallery(sku)

    def save(self, upload: Upload, gallery: Gallery) -> None:
        self._table.commit(self._uploads.put(upload), self._galleries.put(gallery))

    def page(self, limit: int, cursor: str | None) -> Page[Gallery]:
        return self._galleries.page(GALLERIES, limit, cursor)

    def of_products(self) -> Mapping[str, Picture]:
        newest: dict[str, Picture] = {}
        cursor: str | None = None
        while True:
            page = self.page(PAGE, cursor)
            newest |= {gallery.sku: gallery.pictures[0] for gallery in page.items if gallery.pictures}
            if page.next_cursor is None:
                return newest
            cursor = page.next_cursor
