"""Storage of published files: its promises, and the bucket that keeps them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from content.commands.files import LocalFile
from souk.base.errors import SoukError

CACHE_CONTROL = "public, max-age=86400, immutable"
"""Revisions never change. CloudFront checks the signature of each request before it looks into its cache."""
LARGEST_COPY = 5 * 2**30

Sent = Callable[[int], object]


class Shelf(Protocol):
    """Files by key. Each is there wholly or not at all."""

    def tags(self, prefix: str) -> Mapping[str, str]:
        """The ETag of each file whose key begins so."""
        ...

    def copy(self, source: str, key: str, file: LocalFile) -> None:
        """Store a copy of a file that is stored already."""
        ...

    def store(self, key: str, file: LocalFile, sent: Sent) -> None:
        """Store a file; an interrupted call continues. `sent` gets the bytes of each piece. SoukError if it changed."""
        ...


class Bucket:
    """A shelf in S3."""

    def __init__(self, s3: Any, name: str) -> None:
        self._s3, self._name = s3, name

    def tags(self, prefix: str) -> Mapping[str, str]:
        """See Shelf."""
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._name, Prefix=prefix)
        return {each["Key"]: each["ETag"].strip('"') for page in pages for each in page.get("Contents", [])}

    def copy(self, source: str, key: str, file: LocalFile) -> None:
        """See Shelf."""
        origin = {"Bucket": self._name, "Key": source}
        self._s3.copy_object(**self._at(key), CopySource=origin, MetadataDirective="REPLACE", **_described(file))

    def store(self, key: str, file: LocalFile, sent: Sent) -> None:
        """See Shelf."""
        if len(file.parts) == 1:
            self._s3.put_object(**self._at(key), Body=file.part(1), **_described(file))
            sent(file.size)
            tag = self._s3.head_object(**self._at(key))["ETag"].strip('"')
        else:
            tag = self._store_parts(key, file, sent)
        if tag not in file.tags:
            self._s3.delete_object(**self._at(key))
            raise SoukError(f"{file.path} changed while it was published", "publish again")

    def _store_parts(self, key: str, file: LocalFile, sent: Sent) -> str:
        """Upload the parts that are missing, and put all together; returns the ETag."""
        upload, stored = self._begun(key, file)
        for number, tag in enumerate(file.parts, start=1):
            content = file.part(number)
            if stored.get(number) != tag:
                self._s3.upload_part(**self._at(key), UploadId=upload, PartNumber=number, Body=content)
            sent(len(content))
        # S3 refuses tags of other parts than those that it has: the file changed.
        parts = [{"PartNumber": number, "ETag": f'"{tag}"'} for number, tag in enumerate(file.parts, start=1)]
        try:
            answer = self._s3.complete_multipart_upload(
                **self._at(key), UploadId=upload, MultipartUpload={"Parts": parts}
            )
        except self._s3.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "InvalidPart":
                raise
            self._s3.abort_multipart_upload(**self._at(key), UploadId=upload)
            return "changed"
        return str(answer["ETag"].strip('"'))

    def _begun(self, key: str, file: LocalFile) -> tuple[str, dict[int, str]]:
        """The upload of a file that was begun last, with the tags of its parts; begun if there is none."""
        begun = self._s3.list_multipart_uploads(Bucket=self._name, Prefix=key).get("Uploads", [])
        uploads = [each["UploadId"] for each in begun if each["Key"] == key]
        if not uploads:
            return self._s3.create_multipart_upload(**self._at(key), **_described(file))["UploadId"], {}
        pages = self._s3.get_paginator("list_parts").paginate(**self._at(key), UploadId=uploads[-1])
        parts = [part for page in pages for part in page.get("Parts", [])]
        return uploads[-1], {part["PartNumber"]: part["ETag"].strip('"') for part in parts}

    def _at(self, key: str) -> dict[str, str]:
        return {"Bucket": self._name, "Key": key}


def _described(file: LocalFile) -> dict[str, Any]:
    return {"ContentType": file.type, "CacheControl": CACHE_CONTROL, "Metadata": {"sha256": file.sha256}}
