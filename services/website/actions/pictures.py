"""The use cases of pictures: an upload is announced, its file checked by its first bytes, then made into thumbnails."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from chassis.core.errors import ChangedMeanwhile, NotFound
from chassis.core.idempotency import once
from chassis.core.identity import IdempotencyKey
from chassis.core.retry import retry_on
from website.domain.picture_files import type_of
from website.domain.pictures import (
    MAX_PICTURES,
    Reason,
    Refused,
    State,
    Thumbnails,
    TooManyPictures,
    Upload,
    name_of,
)
from website.ports.catalogue import Refreshes
from website.ports.pictures import Original, Originals, Pictures, Rendition, Shelf, Thumbnailer

log = logging.getLogger(__name__)


def announce_upload(upload: Upload, key: IdempotencyKey, pictures: Pictures) -> Upload:
    """Announce a picture of a product. A repeated request returns the same upload. Raises TooManyPictures."""

    def add() -> Upload:
        if len(pictures.gallery(upload.sku).pictures) >= MAX_PICTURES:
            raise TooManyPictures("Remove one first.")
        pictures.add(upload, key)
        return upload

    return once(add, lambda: pictures.find_by_request(key))


def find_upload(sku: str, upload_id: str, pictures: Pictures) -> Upload:
    """An upload of a product's picture. Raises NotFound."""
    upload = pictures.get(upload_id)
    if upload is None or upload.sku != sku:
        raise NotFound
    return upload


@retry_on(ChangedMeanwhile)
def withdraw_picture(
    sku: str, upload_id: str, pictures: Pictures, originals: Originals, shelf: Shelf, refreshes: Refreshes
) -> None:
    """Remove a picture, or stop the upload of one, with its files. Idempotent. Raises NotFound."""
    upload, gallery = find_upload(sku, upload_id, pictures), pictures.gallery(sku)
    upload.withdraw()
    gallery.withdraw(upload_id)
    pictures.save(upload, gallery)
    originals.remove(sku, upload_id)
    shelf.remove(name_of(upload))
    refreshes.request()


@retry_on(ChangedMeanwhile)
def check_file(original: Original, pictures: Pictures, originals: Originals) -> None:
    """Accept an incoming file, or put it into quarantine if it is no picture by its first bytes.

    A form that is used twice makes a second version of its object, which is deleted unread.
    """
    upload = pictures.get(original.upload_id)
    if upload is None or upload.sku != original.sku or not upload.bind(original.version):
        log.warning("deleted a file that nobody announced, or one too many", extra={"upload": original.upload_id})
        return originals.discard(original)
    if upload.state is not State.WAITING or upload.checked:
        return originals.discard(original)
    with pictures.change(upload.id) as changed:
        changed.bind(original.version)  # from here on, no other version counts
    try:
        if type_of(originals.first_bytes(original)) != upload.type:
            raise Refused(Reason.OTHER_TYPE)
    except Refused as refusal:
        originals.quarantine_incoming(original)
        _refuse(upload.id, refusal.reason, pictures)
    else:
        originals.accept(original)
        with pictures.change(upload.id) as changed:
            changed.checked = True
    return originals.discard(original)


def make_thumbnails(
    original: Original, pictures: Pictures, originals: Originals, thumbnailer: Thumbnailer, shelf: Shelf
) -> None:
    """Make an accepted file's thumbnails and show them, once. A file that can't be shown goes into quarantine."""
    upload = pictures.get(original.upload_id)
    if upload is None or upload.bound is None:
        log.warning("left a file that nobody announced", extra={"upload": original.upload_id})
    elif upload.state is State.WAITING:
        try:
            renditions = thumbnailer.render(originals.read(original))
            shelf.put(name_of(upload), renditions)
            _show(upload.id, renditions, pictures, shelf)
        except Refused as refusal:
            log.info("refused a picture", extra={"upload": upload.id, "reason": str(refusal.reason)})
            originals.quarantine_accepted(original)
            _refuse(upload.id, refusal.reason, pictures)
            originals.discard_accepted(original)
            shelf.remove(name_of(upload))
    elif not _announce(upload, pictures, shelf):
        # It was refused, and that broke off, or it was withdrawn while the file was checked.
        originals.discard_accepted(original)


@retry_on(ChangedMeanwhile)
def _show(upload_id: str, renditions: Sequence[Rendition], pictures: Pictures, shelf: Shelf) -> None:
    """Show the picture, unless the upload was decided while its thumbnails were made. Raises Refused."""
    upload = pictures.get(upload_id)
    if upload is None:
        return
    if upload.state is State.WAITING:
        gallery = pictures.gallery(upload.sku)
        widths = tuple(sorted({rendition.width for rendition in renditions}))
        gallery.show(upload, Thumbnails(widths, renditions[-1].height))
        upload.accept()
        pictures.save(upload, gallery)
    _announce(upload, pictures, shelf)


def _announce(upload: Upload, pictures: Pictures, shelf: Shelf) -> bool:
    """Announce the picture if it is shown, else remove its thumbnails; returns whether it is shown."""
    if picture := pictures.gallery(upload.sku).find(upload.id):
        shelf.announce(upload.sku, picture)
        # It may have been withdrawn just before it was announced.
        picture = pictures.gallery(upload.sku).find(upload.id)
    if picture is None:
        shelf.remove(name_of(upload))
    return picture is not None


@retry_on(ChangedMeanwhile)
def _refuse(upload_id: str, reason: Reason, pictures: Pictures) -> None:
    with pictures.change(upload_id) as upload:
        upload.refuse(reason)
