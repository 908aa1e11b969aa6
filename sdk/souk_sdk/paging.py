"""Lists, page by page, as far as somebody reads: nothing is asked for before it is needed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Generic, TypeVar, cast
from urllib.parse import urljoin, urlsplit

from .errors import SoukError

Item = TypeVar("Item")
Page = TypeVar("Page")
Sent = dict[str, Any]
Following = Callable[[Sent, Any], Sent | None]
"""The request for the next page, from that for a page and that page; None after the last."""


class Pages(Generic[Item, Page]):
    """A list: iterate over its items, over its `pages()`, or take the `first()` page. Each time anew."""

    def __init__(self, fetch: Callable[[Sent], Page], sent: Sent, following: Following) -> None:
        self._fetch, self._sent, self._following = fetch, sent, following

    def __iter__(self) -> Iterator[Item]:
        for page in self.pages():
            yield from _items(page)

    def pages(self) -> Iterator[Page]:
        """One page after the other."""
        sent: Sent | None = self._sent
        while sent is not None:
            page = self._fetch(sent)
            yield page
            sent = self._following(sent, page)

    def first(self) -> Page:
        """The first page alone."""
        return self._fetch(self._sent)


class AsyncPages(Generic[Item, Page]):
    """A list: iterate over its items, over its `pages()`, or take the `first()` page. Each time anew."""

    def __init__(self, fetch: Callable[[Sent], Awaitable[Page]], sent: Sent, following: Following) -> None:
        self._fetch, self._sent, self._following = fetch, sent, following

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in _items(page):
                yield item

    async def pages(self) -> AsyncIterator[Page]:
        """One page after the other."""
        sent: Sent | None = self._sent
        while sent is not None:
            page = await self._fetch(sent)
            yield page
            sent = self._following(sent, page)

    async def first(self) -> Page:
        """The first page alone."""
        return await self._fetch(self._sent)


def by_cursor(sent: Sent, page: Any) -> Sent | None:
    """The page says where the next one begins."""
    cursor = page.next_cursor
    return _onward(sent, {**sent, "params": {**sent["params"], "cursor": cursor}}) if cursor else None


def by_link(sent: Sent, page: Any) -> Sent | None:
    """The page links to the next one, relative to its own address; never to another host, which would see the token."""
    link = page.links.next_
    if not link:
        return None
    if urlsplit(link).netloc:
        raise SoukError("a list goes on at another host, where this SDK doesn't follow")
    return _onward(sent, {**sent, "url": urljoin(sent["url"], link), "params": None})


def _onward(sent: Sent, following: Sent) -> Sent:
    if following == sent:
        raise SoukError("a list goes on where it is: this would never end")
    return following


def _items(page: object) -> list[Any]:
    return cast(list[Any], cast(Any, page).items)
