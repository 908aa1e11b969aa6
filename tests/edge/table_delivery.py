"""Ranges, conditional requests, HEAD and compression."""

from __future__ import annotations

import gzip
from email.utils import formatdate

from tests.edge.fakes import NOON, Serve
from tests.edge.rows import HIT, MISS, Ask, Row, behavior, cached, distribution, policy

OLD, NEW = formatdate(NOON - 100, usegmt=True), formatdate(NOON - 50, usegmt=True)
FILE = cached(etag='"1"', last_modified=NEW)
WEAK = cached(etag='W/"1"')
TEXT = b"souk " * 400


def ranged(value: str, **headers: str) -> Ask:
    return Ask(headers={"range": value, **{name.replace("_", "-"): text for name, text in headers.items()}})


def given(**headers: str) -> Ask:
    return Ask(headers={name.replace("_", "-"): text for name, text in headers.items()})


def accepting(encodings: str, **more: str) -> Ask:
    return Ask(headers={"accept-encoding": encodings}, **more)


def text(body: bytes = TEXT, chunked: bool = False, **headers: str) -> Serve:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Serve(body, headers={"cache-control": "max-age=60", **named}, chunked=chunked)


ZIPPED = distribution(behavior(policy=policy(gzip=True, brotli=True), compress=True))
GZIP = distribution(behavior(policy=policy(gzip=True), compress=True))
PLAIN = distribution(behavior(policy=policy(gzip=True), compress=False))

ROWS = [
    Row("a range is 206", (FILE, ranged("bytes=2-4")), 206, {"content-range": "bytes 2-4/10", "content-length": "3"},
        b"234"),
    Row("a range of a miss fetches the whole object", (FILE, ranged("bytes=2-4"), Ask()), 200, {"x-cache": HIT},
        asked=1,
        sent={"range": None}),
    Row("a range may have no end", (FILE, ranged("bytes=7-")), 206, {"content-range": "bytes 7-9/10"}, b"789"),
    Row("a range may count from the end", (FILE, ranged("bytes=-3")), 206, {"content-range": "bytes 7-9/10"}, b"789"),
    Row("a range may end beyond the object", (FILE, ranged("bytes=7-99")), 206, {"content-range": "bytes 7-9/10"}),
    Row("a range from the end may be longer than the object", (FILE, ranged("bytes=-99")), 206, {}, b"0123456789"),
    Row("a range beyond the object is 416", (FILE, ranged("bytes=10-")), 416, {"content-range": "bytes */10"}, b""),
    Row("the last 0 bytes are 416", (FILE, ranged("bytes=-0")), 416),
    Row("a range that ends before it begins is ignored", (FILE, ranged("bytes=4-2")), 200, body=b"0123456789"),
    Row("a range without numbers is ignored", (FILE, ranged("bytes=-")), 200),
    Row("a range of another unit is ignored", (FILE, ranged("lines=1-2")), 200),
    Row("several ranges are answered whole", (FILE, ranged("bytes=0-1,3-4")), 200, {"content-range": None},
        b"0123456789"),
    Row("a chunked object is sent whole while it comes", (Serve(chunked=True), ranged("bytes=2-4")), 200),
    Row("a chunked object has ranges once it is cached", (Serve(chunked=True), Ask(), ranged("bytes=2-4")), 206,
        body=b"234"),
    Row("an object says that it has ranges", (FILE, Ask()), 200, {"accept-ranges": "bytes", "content-length": "10"}),
    Row("a range of what isn't cached is the origin's work", (FILE, ranged("bytes=2-4")), 200,
        sent={"range": "bytes=2-4"}, distribution=distribution(behavior(policy=policy(0, 0, 0)))),
    Row("an error has no ranges", (Serve(status=404), ranged("bytes=2-4")), 404, {"content-range": None}),
    Row("If-Range with the ETag gives the range", (FILE, ranged("bytes=2-4", if_range='"1"')), 206),
    Row("If-Range with another ETag gives the object", (FILE, ranged("bytes=2-4", if_range='"2"')), 200),
    Row("If-Range with a weak ETag gives the object", (WEAK, ranged("bytes=2-4", if_range='W/"1"')), 200),
    Row("If-Range with the date gives the range", (FILE, ranged("bytes=2-4", if_range=NEW)), 206),
    Row("If-Range with another date gives the object", (FILE, ranged("bytes=2-4", if_range=OLD)), 200),
    Row("If-None-Match with the ETag is 304", (FILE, Ask(), given(if_none_match='"1"')), 304,
        {"etag": '"1"', "cache-control": "max-age=60", "content-length": None, "x-cache": HIT}, b"", asked=1),
    Row("If-None-Match with another ETag gives the object", (FILE, Ask(), given(if_none_match='"2"')), 200),
    Row("If-None-Match may have several ETags", (FILE, Ask(), given(if_none_match='"2", "1"')), 304),
    Row("If-None-Match compares weakly", (FILE, Ask(), given(if_none_match='W/"1"')), 304),
    Row("If-None-Match may be an asterisk", (FILE, Ask(), given(if_none_match="*")), 304),
    Row("If-None-Match of a miss is answered by the edge", (FILE, given(if_none_match='"1"')), 304,
        sent={"if-none-match": None}),
    Row("If-None-Match without an ETag is ignored", (Serve(), given(if_none_match='"1"')), 200),
    Row("If-Modified-Since with the date is 304", (FILE, given(if_modified_since=NEW)), 304),
    Row("If-Modified-Since with an older date gives the object", (FILE, given(if_modified_since=OLD)), 200),
    Row("an invalid If-Modified-Since is ignored", (FILE, given(if_modified_since="yesterday")), 200),
    Row("If-None-Match goes before If-Modified-Since", (FILE, given(if_none_match='"2"', if_modified_since=NEW)), 200),
    Row("If-Match with the ETag gives the object", (FILE, given(if_match='"1"')), 200),
    Row("If-Match with another ETag is 412", (FILE, given(if_match='"2"')), 412, body=b""),
    Row("If-Unmodified-Since with an older date is 412", (FILE, given(if_unmodified_since=OLD)), 412),
    Row("If-Unmodified-Since with the date gives the object", (FILE, given(if_unmodified_since=NEW)), 200),
    Row("a condition goes before a range", (FILE, ranged("bytes=2-4", if_none_match='"1"')), 304),
    Row("HEAD has headers and no body", (FILE, Ask(method="HEAD")), 200, {"content-length": "10", "etag": '"1"'}, b""),
    Row("HEAD has no ranges", (FILE, Ask(method="HEAD", headers={"range": "bytes=2-4"})), 200,
        {"content-length": "10", "content-range": None}),
    Row("HEAD of a cached object is a hit", (FILE, Ask(), Ask(method="HEAD")), 200,
        {"x-cache": HIT, "content-length": "10"}, b"", asked=1),
    Row("HEAD of an object of unknown size tells none",
        (Serve(chunked=True), Ask(method="HEAD"), Ask(method="HEAD")), 200,
        {"x-cache": HIT, "content-length": None}, b"", asked=1),
    Row("HEAD of a cached object of unknown size tells its size", (Serve(chunked=True), Ask(), Ask(method="HEAD")), 200,
        {"x-cache": HIT, "content-length": "10"}, b"", asked=1),
    Row("HEAD is cached", (FILE, Ask(method="HEAD"), Ask(method="HEAD")), 200, {"content-length": "10"}, asked=1),
    Row("HEAD doesn't stand for GET", (FILE, Ask(method="HEAD"), Ask()), 200, {"x-cache": MISS},
        b"0123456789", asked=2),
    Row("HEAD may be conditional", (FILE, Ask(), Ask(method="HEAD", headers={"if-none-match": '"1"'})), 304),
    Row("an empty object is served", (Serve(b""), Ask(), Ask()), 200, {"content-length": "0", "x-cache": HIT}, b""),
    Row("brotli goes before gzip", (text(), accepting("gzip, br")), 200,
        {"content-encoding": "br", "vary": "Accept-Encoding"}, distribution=ZIPPED),
    Row("gzip is used if the viewer knows no brotli", (text(), accepting("gzip")), 200, {"content-encoding": "gzip"},
        distribution=ZIPPED),
    Row("gzip is used if the policy has no brotli", (text(), accepting("gzip, br")), 200, {"content-encoding": "gzip"},
        distribution=GZIP),
    Row("a viewer that accepts nothing gets the object as it is", (text(), Ask()), 200, {"content-encoding": None},
        TEXT,
        distribution=ZIPPED),
    Row("an encoding of quality 0 isn't accepted", (text(), accepting("gzip;q=0, br;q=0")), 200,
        {"content-encoding": None}, distribution=ZIPPED),
    Row("an asterisk accepts every encoding", (text(), accepting("*")), 200, {"content-encoding": "br"},
        distribution=ZIPPED),
    Row("HTTP/1.0 gets the object as it is", (text(), accepting("gzip", http_version="1.0")), 200,
        {"content-encoding": None}, distribution=ZIPPED),
    Row("a behavior without compression compresses nothing", (text(), accepting("gzip")), 200,
        {"content-encoding": None}, distribution=PLAIN),
    Row("the origin sees the normalized encodings", (text(), accepting("deflate, gzip, br")),
        sent={"accept-encoding": "br,gzip"}, distribution=ZIPPED),
    Row("a viewer of other encodings gets the object as it is", (text(), accepting("deflate, zstd")), 200,
        {"content-encoding": None}, sent={"accept-encoding": "identity"}, distribution=ZIPPED),
    Row("a viewer without Accept-Encoding asks the origin for none", (text(), Ask()), sent={"accept-encoding": None},
        distribution=ZIPPED),
    Row("without encodings in the policy Accept-Encoding is a header as any other",
        (text(), accepting("zstd"), accepting("zstd, br")), asked=2, sent={"accept-encoding": "zstd, br"},
        distribution=distribution(behavior(policy=policy(headers=["accept-encoding"])))),
    Row("without encodings in the policy the origin sees none", (text(), accepting("gzip")),
        sent={"accept-encoding": None}),
    Row("each encoding is an object of its own", (text(), accepting("gzip"), accepting("br"), accepting("br")), 200,
        {"x-cache": HIT}, asked=2, distribution=ZIPPED),
    Row("a small object isn't compressed", (text(b"x" * 999), accepting("gzip")), 200, {"content-encoding": None},
        distribution=ZIPPED),
    Row("a large object isn't compressed", (text(b"x" * 10_000_001), accepting("gzip")), 200,
        {"content-encoding": None},
        distribution=ZIPPED),
    Row("an object of unknown size isn't compressed", (text(chunked=True), accepting("gzip")), 200,
        {"content-encoding": None}, distribution=ZIPPED),
    Row("an object of another type isn't compressed", (text(content_type="image/png"), accepting("gzip")), 200,
        {"content-encoding": None}, distribution=ZIPPED),
    Row("an encoded object isn't compressed again", (text(gzip.compress(TEXT * 9), content_encoding="gzip"),
        accepting("br")), 200, {"content-encoding": "gzip"}, distribution=ZIPPED),
    Row("an object that isn't cached isn't compressed", (Serve(TEXT, headers={"cache-control": "no-store"}),
        accepting("gzip")), 200, {"content-encoding": None}, distribution=ZIPPED),
    Row("an object with a TTL of 0 isn't compressed",
        (Serve(TEXT, headers={"cache-control": "max-age=0", "etag": '"1"'}), accepting("gzip")), 200,
        {"content-encoding": None}, distribution=ZIPPED),
    Row("404 is compressed", (Serve(TEXT, 404), accepting("gzip")), 404, {"content-encoding": "gzip"},
        distribution=ZIPPED),
    Row("500 isn't compressed", (Serve(TEXT, 500), accepting("gzip")), 500, {"content-encoding": None},
        distribution=ZIPPED),
    Row("compression makes a strong ETag weak", (text(etag='"1"'), accepting("gzip")), 200, {"etag": 'W/"1"'},
        distribution=ZIPPED),
    Row("If-None-Match finds a compressed object", (text(etag='"1"'), accepting("gzip"),
        Ask(headers={"accept-encoding": "gzip", "if-none-match": '"1"'})), 304, {"etag": 'W/"1"'}, asked=1,
        distribution=ZIPPED),
    Row("If-Range with a weak ETag gives the compressed object whole", (text(etag='"1"'), accepting("gzip"),
        Ask(headers={"accept-encoding": "gzip", "range": "bytes=0-1", "if-range": 'W/"1"'})), 200,
        {"content-encoding": "gzip"}, distribution=ZIPPED),
    Row("a range of a compressed object is one of its compressed bytes", (text(etag='"1"'), accepting("gzip"),
        Ask(headers={"accept-encoding": "gzip", "range": "bytes=0-1"})), 206, {"content-encoding": "gzip"},
        b"\x1f\x8b", distribution=ZIPPED),
    Row("compression leaves a weak ETag as it is", (text(etag='W/"1"'), accepting("gzip")), 200, {"etag": 'W/"1"'},
        distribution=ZIPPED),
    Row("compression removes an invalid ETag", (text(etag="1"), accepting("gzip")), 200, {"etag": None},
        distribution=ZIPPED),
]  # fmt: skip
