"""The library in memory."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from chassis.core.errors import AlreadyHandled, NotFound
from chassis.core.pagination import Page
from content.domain.catalogue import Content, File, Kind, PriceClass
from content.domain.members import Member

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PUBLISHED = datetime(2026, 12, 1, 9, 12, 30, tzinfo=UTC)


def piece(content_id: str = "first-evening", **more: Any) -> Content:
    """A course with two files."""
    files = (
        File("1-light.md", 456, "text/markdown; charset=utf-8", DIGEST),
        File("index.m3u8", 283, "application/vnd.apple.mpegurl", DIGEST),
    )
    values: dict[str, Any] = {
        "title": "The first evening",
        "kind": Kind.COURSE,
        "price_class": PriceClass.PREMIUM,
        "revision": "5f0c1f7e3b1d",
        "entry": "index.m3u8",
        "files": files,
        "published_at": PUBLISHED,
        **more,
    }
    return Content(content_id, **values)


class MemoryCatalogue:
    """The catalogue in memory."""

    def __init__(self, *pieces: Content) -> None:
        self._pieces = {each.id: copy.deepcopy(each) for each in pieces}

    def get(self, content_id: str) -> Content | None:
        return copy.deepcopy(self._pieces.get(content_id))

    def page(self, limit: int, cursor: str | None) -> Page[Content]:
        ids = sorted(self._pieces)
        start = ids.index(cursor) + 1 if cursor in ids else 0
        chosen = ids[start : start + limit]
        following = chosen[-1] if ids[start + limit :] else None
        return Page([copy.deepcopy(self._pieces[each]) for each in chosen], following)

    def put(self, content: Content) -> None:
        self._pieces[content.id] = copy.deepcopy(content)

    @contextmanager
    def change(self, content_id: str) -> Iterator[Content]:
        content = self.get(content_id)
        if content is None:
            raise NotFound
        yield content
        self.put(content)


class MemoryMembers:
    """Members in memory."""

    def __init__(self, *members: Member) -> None:
        self._members = {each.id: each for each in members}
        self._causes: set[str] = set()

    def get(self, customer_id: str) -> Member:
        return copy.deepcopy(self._members.get(customer_id, Member(customer_id)))

    @contextmanager
    def change(self, customer_id: str, cause: str) -> Iterator[Member]:
        if cause in self._causes:
            raise AlreadyHandled(cause)
        member = self.get(customer_id)
        yield member
        self._members[customer_id] = member
        self._causes.add(cause)
