"""Pictures, their files and their thumbnails in memory: whole implementations that look like collections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace

from chassis.core.errors import ChangedMeanwhile, KeyReused, NotFound, StillInProgress
from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page, decode, encode
from website.domain.picture_files import HEAD
from website.domain.pictures import Gallery, Picture, Upload
from website.ports.pictures import Form, Original, Rendition


class MemoryPictures:
    """Uploads by id, galleries by SKU."""

    def __init__(self) -> None:
        self._uploads: dict[str, Upload] = {}
        self._galleries: dict[str, Gallery] = {}
        self._requests: dict[str, tuple[str, Upload]] = {}

    def find_by_request(self, key: IdempotencyKey) -> Upload | None:
        fingerprint, upload = self._requests.get(key.id, (key.fingerprint, None))
        if fingerprint != key.fingerprint:
            raise KeyReused
        return deepcopy(upload)

    def add(self, upload: Upload, key: IdempotencyKey) -> None:
        if key.id in self._requests:
            raise StillInProgress
        self._put(upload)
        self._requests[key.id] = (key.fingerprint, deepcopy(self._uploads[upload.id]))

    def get(self, upload_id: str) -> Upload | None:
        return deepcopy(self._uploads.get(upload_id))

    @contextmanager
    def change(self, upload_id: str) -> Iterator[Upload]:
        upload = self.get(upload_id)
        if upload is None:
            raise NotFound
        yield upload
        if upload != self._uploads[upload_id]:
            self._put(upload)

    def gallery(self, sku: str) -> Gallery:
        return deepcopy(self._galleries.get(sku)) or Gallery(sku)

    def save(self, upload: Upload, gallery: Gallery) -> None:
        kept = self._galleries.get(gallery.sku)
        if gallery.version != (kept.version if kept else 0):
            raise ChangedMeanwhile
        self._put(upload)
        self._galleries[gallery.sku] = replace(deepcopy(gallery), version=gallery.version + 1)

    def page(self, limit: int, cursor: str | None) -> Page[Gallery]:
        after = decode(cursor)["owner_sk"] if cursor else ""
        galleries = [gallery for sku, gallery in sorted(self._galleries.items()) if sku > after]
        last = (
            encode(dict.fromkeys(("pk", "sk", "owner_sk"), galleries[limit - 1].sku))
            if len(galleries) > limit
            else None
        )
        return Page(deepcopy(galleries[:limit]), last)

    def of_products(self) -> Mapping[str, Picture]:
        return {sku: gallery.pictures[0] for sku, gallery in self._galleries.items() if gallery.pictures}

    def _put(self, upload: Upload) -> None:
        kept = self._uploads.get(upload.id)
        if upload.version != (kept.version if kept else 0):
            raise ChangedMeanwhile
        self._uploads[upload.id] = replace(deepcopy(upload), version=upload.version + 1)


class MemoryOriginals:
    """Files by folder, SKU, upload and version."""

    def __init__(self) -> None:
        self.files: dict[tuple[str, str], bytes] = {}
        self._accepted = 0

    def upload(self, upload: Upload, content: bytes, version: str = "v1") -> Original:
        """A file that was posted with an upload's form."""
        original = Original(upload.sku, upload.id, version)
        self.files["incoming", self._name(original)] = content
        return original

    def accepted(self, original: Original) -> Original:
        """The accepted copy of an incoming file, which S3 reports next."""
        return replace(original, version=f"copy of {original.version}")

    def folders(self) -> list[str]:
        """The folders of all files."""
        return sorted(folder for folder, _ in self.files)

    def form(self, upload: Upload) -> Form:
        return Form(
            "https://uploads.example", {"key": f"incoming/{upload.sku}/{upload.id}", "Content-Type": upload.type}
        )

    def first_bytes(self, original: Original) -> bytes:
        return self.files["incoming", self._name(original)][:HEAD]

    def discard(self, original: Original) -> None:
        self.files.pop(("incoming", self._name(original)), None)

    def accept(self, original: Original) -> None:
        content = self.files["incoming", self._name(original)]
        self.files["accepted", self._name(self.accepted(original))] = content

    def quarantine_incoming(self, original: Original) -> None:
        self.files["quarantine", self._name(original)] = self.files["incoming", self._name(original)]

    def read(self, original: Original) -> bytes:
        return self.files["accepted", self._name(original)]

    def quarantine_accepted(self, original: Original) -> None:
        self.files["quarantine", self._name(original)] = self.files["accepted", self._name(original)]

    def discard_accepted(self, original: Original) -> None:
        self.files.pop(("accepted", self._name(original)), None)

    def remove(self, sku: str, upload_id: str) -> None:
        prefix = f"{sku}/{upload_id}@"
        self.files = {place: file for place, file in self.files.items() if not place[1].startswith(prefix)}

    def _name(self, original: Original) -> str:
        return f"{original.sku}/{original.upload_id}@{original.version}"


class MemoryShelf:
    """Thumbnails by name, and the names of the pictures that are announced."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.announced: list[str] = []
        self.before_announcing: Callable[[], object] = lambda: None

    def put(self, name: str, renditions: Sequence[Rendition]) -> None:
        for rendition in renditions:
            self.files.setdefault(f"{name}-{rendition.width}.{rendition.type}", rendition.content)

    def announce(self, sku: str, picture: Picture) -> None:
        self.before_announcing()
        self.announced.append(picture.name)

    def remove(self, name: str) -> None:
        self.files = {key: content for key, content in self.files.items() if not key.startswith(f"{name}-")}
        self.announced = [each for each in self.announced if each != name]
