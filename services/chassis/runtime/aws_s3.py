"""S3's protocol for `aws_client.py`: REST with headers, the object itself as body, and XML for errors only.

It offers the operations on one object that functions use, with the parameters of a boto3 client; `Body` of a result has
`read()`, and holds the whole object. Buckets are named in the path, which every endpoint takes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from chassis.runtime.aws_encoding import Encoded, Params, parse_xml

METHODS = {
    "GetObject": "GET",
    "HeadObject": "HEAD",
    "PutObject": "PUT",
    "CopyObject": "PUT",
    "DeleteObject": "DELETE",
}
HEADERS = {
    "CacheControl": "cache-control",
    "ContentType": "content-type",
    "IfNoneMatch": "if-none-match",
    "IfMatch": "if-match",
    "MetadataDirective": "x-amz-metadata-directive",
    "Range": "range",
}
RESULTS = {
    "etag": "ETag",
    "content-type": "ContentType",
    "cache-control": "CacheControl",
    "x-amz-version-id": "VersionId",
    "x-amz-copy-source-version-id": "CopySourceVersionId",
}
NOT_ASKED_FOR = {"Bucket", "Key", "Body", "VersionId", "CopySource", "Metadata"}
META = "x-amz-meta-"


class RestObjects:
    """S3's operations on one object."""

    def encode(self, operation: str, params: Params) -> Encoded:
        if operation not in METHODS or not set(params) <= HEADERS.keys() | NOT_ASKED_FOR:
            raise AttributeError(f"{operation} with {', '.join(params)} is not offered")
        body = params.get("Body", b"")
        headers = {HEADERS[name]: str(value) for name, value in params.items() if name in HEADERS}
        if source := params.get("CopySource"):
            headers["x-amz-copy-source"] = _path(source) + _version(source)
        headers |= {f"{META}{name}": value for name, value in params.get("Metadata", {}).items()}
        path = _path(params)
        headers["x-amz-content-sha256"] = sha256(body).hexdigest()
        return Encoded(path, headers, body, METHODS[operation], _version(params).removeprefix("?"))

    def decode(self, body: bytes, headers: Mapping[str, str]) -> Params:
        # A file that looks like this has an ETag, which such an answer lacks.
        if "etag" not in headers and body.startswith(b"<?xml") and b"<Error>" in body[:200]:
            raise ValueError("a copy failed after S3 had begun to answer")
        result: dict[str, Any] = {ours: headers[theirs] for theirs, ours in RESULTS.items() if theirs in headers}
        metadata = {name.removeprefix(META): headers[name] for name in headers if name.startswith(META)}
        return {**result, "Metadata": metadata, "Body": io.BytesIO(body)}

    def decode_error(self, body: bytes, headers: Mapping[str, str]) -> tuple[str, str, Params]:
        try:
            root = parse_xml(body)
        except ValueError:
            return "", "", {}  # the answer to a HEAD has no body
        return root.findtext("Code", ""), root.findtext("Message", ""), {}


def _path(place: Mapping[str, str]) -> str:
    return quote(f"/{place['Bucket']}/{place['Key']}", safe="/-_.~")


def _version(place: Mapping[str, str]) -> str:
    version = place.get("VersionId")
    return "?" + urlencode({"versionId": version}, quote_via=quote) if version else ""
