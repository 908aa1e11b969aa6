"""A file for members is read as any file is: by ranges, with a new link when one ends midway."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import pytest

from souk_sdk import Unreachable
from souk_sdk.content.errors import ContentChanged, ContentRefused
from souk_sdk.content.file import BLOCK, ContentFile
from souk_sdk.retries import Retries
from tests.sdk.fakes import FastClock

VIDEO = random.Random(7).randbytes(3 * BLOCK + 17)  # noqa: S311 - a file, no secret


@dataclass
class Files:
    """A server of one file, and the API that makes links to it."""

    content: bytes = VIDEO
    revision: str = "r1"
    is_member: bool = True
    requests_per_link: int = 1_000
    links: int = 0
    asked: list[str] = field(default_factory=list)
    """The ranges."""
    hosts: set[str] = field(default_factory=set)
    outages: list[Callable[[], httpx.Response]] = field(default_factory=list)
    used: int = 0

    def link(self) -> str:
        if not self.is_member:
            raise PermissionError("no member any more")
        self.links, self.used = self.links + 1, 0
        return f"https://d1.cloudfront.net/lesson/{self.revision}/video.mp4?Signature={self.links}"

    def answer(self, request: httpx.Request) -> httpx.Response:
        assert "Authorization" not in request.headers, "a file's server gets no token"
        if self.outages:
            return self.outages.pop()()
        self.asked.append(request.headers["Range"])
        self.hosts.add(request.url.host)
        self.used += 1
        if request.url.params["Signature"] != str(self.links) or self.used > self.requests_per_link:
            return httpx.Response(403)
        first, last = map(int, request.headers["Range"].removeprefix("bytes=").split("-"))
        if first >= len(self.content):
            return httpx.Response(416, headers={"Content-Range": f"bytes */{len(self.content)}"})
        part = self.content[first : last + 1]
        where = f"bytes {first}-{first + len(part) - 1}/{len(self.content)}"
        return httpx.Response(206, content=part, headers={"Content-Range": where})

    def open(self, address: str | None = None) -> io.BufferedReader:
        http = httpx.Client(transport=httpx.MockTransport(self.answer))
        return io.BufferedReader(ContentFile(self.link, http, address, Retries(), FastClock()), BLOCK)


def test_a_whole_file_is_read_in_blocks_under_one_link() -> None:
    files = Files()

    with files.open() as video:
        assert video.read() == VIDEO

    assert files.links == 1
    assert files.asked[:2] == [f"bytes=0-{BLOCK - 1}", f"bytes={BLOCK}-{2 * BLOCK - 1}"]
    assert len(files.asked) == 4


def test_a_position_is_read_without_what_is_before_it() -> None:
    files = Files()

    with files.open() as video:
        assert video.seek(-10, io.SEEK_END) == len(VIDEO) - 10
        assert video.read(100) == VIDEO[-10:]
        assert video.seek(2 * BLOCK) == 2 * BLOCK
        assert video.read(5) == VIDEO[2 * BLOCK : 2 * BLOCK + 5]
        assert video.tell() == 2 * BLOCK + 5
        with pytest.raises(ValueError, match="before the beginning"):
            video.seek(-len(VIDEO) - 1, io.SEEK_END)

    assert "bytes=0-0" in files.asked, "its size"
    assert len(files.asked) == 3


@pytest.mark.parametrize("seed", range(20))
def test_any_reader_gets_the_bytes_of_the_file(seed: int) -> None:
    chance, plain = random.Random(seed), io.BytesIO(VIDEO)  # noqa: S311
    with Files().open() as video:
        for _ in range(12):
            if chance.random() < 0.4:
                position = chance.randrange(len(VIDEO) + 50)
                assert video.seek(position) == plain.seek(position)
            length = chance.choice((0, 1, 4096, BLOCK, BLOCK + 1, 2 * BLOCK + 3))
            assert video.read(length) == plain.read(length)
            assert video.tell() == plain.tell()


def test_a_link_that_ends_midway_is_replaced() -> None:
    files = Files(requests_per_link=2)

    with files.open() as video:
        assert video.read() == VIDEO

    assert files.links == 2


def test_a_fresh_link_that_is_refused_is_an_error_and_no_loop() -> None:
    files = Files(requests_per_link=0)

    with files.open() as video, pytest.raises(ContentRefused, match="status 403"):
        video.read(1)

    assert files.links == 2


def test_a_refusal_of_the_api_comes_through() -> None:
    files = Files(requests_per_link=1)
    with files.open() as video:
        assert video.read(1) == VIDEO[:1]
        video.seek(2 * BLOCK)
        files.is_member = False
        with pytest.raises(PermissionError, match="no member any more"):
            video.read(1)


def test_parts_of_two_revisions_are_never_put_together() -> None:
    files = Files(requests_per_link=1)
    with files.open() as video:
        video.read(1)
        files.revision = "r2"
        video.seek(2 * BLOCK)
        with pytest.raises(ContentChanged):
            video.read(1)


def broken() -> httpx.Response:
    raise httpx.ReadError("broken off")


def test_what_breaks_off_is_asked_for_again() -> None:
    files = Files(outages=[broken, lambda: httpx.Response(503)])

    with files.open() as video:
        assert video.read(4) == VIDEO[:4]


def test_a_server_that_stays_away_is_unreachable_and_the_link_is_not_said() -> None:
    files = Files(outages=[broken] * 4)

    with files.open() as video, pytest.raises(Unreachable) as failed:
        video.read(4)

    assert "Signature" not in str(failed.value)


def test_a_server_without_ranges_is_refused_before_its_whole_file_is_taken_for_a_part() -> None:
    with Files(outages=[lambda: httpx.Response(200, content=b"all")]).open() as video, pytest.raises(ContentRefused):
        video.read(1)


def test_an_empty_file_is_empty() -> None:
    with Files(content=b"").open() as video:
        assert video.read() == b""
        assert video.seek(0, io.SEEK_END) == 0


def test_files_come_from_the_edge_where_the_environment_has_one() -> None:
    files = Files()

    with files.open("http://127.0.0.1:4580/https://d1.cloudfront.net") as video:
        assert video.read(3) == VIDEO[:3]

    assert files.hosts == {"127.0.0.1"}
