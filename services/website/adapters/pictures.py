"""The files of pictures in S3: originals in the bucket for uploads, thumbnails in the one that CloudFront reads.

An original begins as `incoming/SKU/ID`, and becomes `accepted/SKU/ID` or `quarantine/SKU/ID`. S3 notifies a different
receiver of each: it takes no two for the same event of the same object.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from botocore.exceptions import ClientError

from chassis.runtime.aws_signature import sign_form
from website.domain.picture_files import HEAD
from website.domain.pictures import JPEG, WEBP, WIDTHS, Picture, Upload
from website.ports.pictures import Form, Original, Rendition

if TYPE_CHECKING:
    from chassis.runtime.aws_client import Session

INCOMING, ACCEPTED, QUARANTINE = "incoming", "accepted", "quarantine"
ENDINGS = {WEBP: "webp", JPEG: "jpg"}
A_YEAR = "public, max-age=31536000, immutable"
THERE_ALREADY = {"PreconditionFailed", "ConditionalRequestConflict"}


class S3Originals:
    """Originals; `url` is the address of the bucket for browsers."""

    def __init__(self, session: Session, bucket: str, url: str) -> None:
        self._session, self._bucket, self._url = session, bucket, url
        self._s3 = session.client("s3")

    def form(self, upload: Upload) -> Form:
        fields = {"key": _key(INCOMING, upload.sku, upload.id), "Content-Type": upload.type}
        return Form(
            self._url,
            sign_form(
                {**fields, "success_action_status": "201"},
                [{"bucket": self._bucket}, ["content-length-range", upload.size, upload.size]],
                keys=self._session.credentials.keys(),
                region=self._session.region,
                now=time.time() + self._session.clock_offset,
                expires=upload.expires_at.timestamp(),
            ),
        )

    def first_bytes(self, original: Original) -> bytes:
        place = {"Bucket": self._bucket, **_incoming(original)}
        return bytes(self._s3.get_object(**place, Range=f"bytes=0-{HEAD - 1}")["Body"].read())

    def discard(self, original: Original) -> None:
        self._s3.delete_object(Bucket=self._bucket, **_incoming(original))

    def accept(self, original: Original) -> None:
        self._copy(_incoming(original), _key(ACCEPTED, original.sku, original.upload_id))

    def quarantine_incoming(self, original: Original) -> None:
        self._copy(_incoming(original), _key(QUARANTINE, original.sku, original.upload_id))

    def read(self, original: Original) -> bytes:
        return bytes(self._s3.get_object(Bucket=self._bucket, **_accepted(original))["Body"].read())

    def quarantine_accepted(self, original: Original) -> None:
        self._copy(_accepted(original), _key(QUARANTINE, original.sku, original.upload_id))

    def discard_accepted(self, original: Original) -> None:
        self._s3.delete_object(Bucket=self._bucket, **_accepted(original))

    def remove(self, sku: str, upload_id: str) -> None:
        self._s3.delete_object(Bucket=self._bucket, Key=_key(ACCEPTED, sku, upload_id))

    def _copy(self, source: dict[str, str], key: str) -> None:
        self._s3.copy_object(Bucket=self._bucket, Key=key, CopySource={"Bucket": self._bucket, **source})


class S3Shelf:
    """Thumbnails, each written once: `NAME-320.webp`, `NAME-320.jpg` ..., and `NAME.json` once they are shown."""

    def __init__(self, s3: Any, bucket: str) -> None:
        self._s3, self._bucket = s3, bucket

    def put(self, name: str, renditions: Sequence[Rendition]) -> None:
        for rendition in renditions:
            key = f"{name}-{rendition.width}.{ENDINGS[rendition.type]}"
            self._put_once(key, rendition.content, rendition.type)

    def announce(self, sku: str, picture: Picture) -> None:
        facts = {"sku": sku, "id": picture.id, "url": picture.url, "alt": picture.alt, "widths": picture.widths}
        self._put_once(f"{picture.name}.json", json.dumps(facts).encode(), "application/json")

    def remove(self, name: str) -> None:
        thumbnails = [f"{name}-{width}.{ending}" for width in WIDTHS for ending in ENDINGS.values()]
        for key in [*thumbnails, f"{name}.json"]:
            self._s3.delete_object(Bucket=self._bucket, Key=key)

    def _put_once(self, key: str, content: bytes, media_type: str) -> None:
        headers = {"ContentType": media_type, "CacheControl": A_YEAR, "IfNoneMatch": "*"}
        try:
            self._s3.put_object(Bucket=self._bucket, Key=key, Body=content, **headers)
        except ClientError as error:
            if error.response["Error"]["Code"] not in THERE_ALREADY:
                raise


def originals_of(notification: dict[str, Any]) -> Iterator[tuple[str, Original]]:
    """The objects that a notification of S3 is about, each with the first part of its key. A test event has none."""
    for record in notification.get("Records", []):
        entry = record["s3"]["object"]
        folder, sku, upload_id = unquote_plus(entry["key"]).split("/")
        yield folder, Original(sku, upload_id, entry["versionId"])


def _incoming(original: Original) -> dict[str, str]:
    return {"Key": _key(INCOMING, original.sku, original.upload_id), "VersionId": original.version}


def _accepted(original: Original) -> dict[str, str]:
    return {"Key": _key(ACCEPTED, original.sku, original.upload_id), "VersionId": original.version}


def _key(folder: str, sku: str, upload_id: str) -> str:
    return f"{folder}/{sku}/{upload_id}"
