"""Lists, fetched lazily, page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Generic, TypeVar, cast
from urllib.parse import urljoin, urlsplit

from .errors import SoukError

Item = TypeVar("Item")
Page = TypeVar("Page")
Args = dict[str, Any]
NextPage = Callable[[Args, Any], Args | None]
"""The request for the next page, from that for a page and the page itself; None after the last."""


class Pages(Generic[Item, Page]):
    """A list: iterate over its items, over its `pages()`, or get the `first()` page. Each iteration fetches again."""

    def __init__(self, fetch: Callable[[Args], Page], args: Args, next_page: NextPage) -> None:
        self._fetch, self._args, self._next_page = fetch, args, next_page

    def __iter__(self) -> Iterator[Item]:
        for page in self.pages():
            yield from _items(page)

    def pages(self) -> Iterator[Page]:
        """All pages, in order."""
        args: Args | None = self._args
        while args is not None:
            page = self._fetch(args)
            yield page
            args = self._next_page(args, page)

    def first(self) -> Page:
        """The first page."""
        return self._fetch(self._args)


class AsyncPages(Generic[Item, Page]):
    """A list: iterate over its items, over its `pages()`, or get the `first()` page. Each iteration fetches again."""

    def __init__(self, fetch: Callable[[Args], Awaitable[Page]], args: Args, next_page: NextPage) -> None:
        self._fetch, self._args, self._next_page = fetch, args, next_page

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in _items(page):
                yield item

    async def pages(self) -> AsyncIterator[Page]:
        """All pages, in order."""
        args: Args | None = self._args
        while args is not None:
            page = await self._fetch(args)
            yield page
            args = self._next_page(args, page)

    async def first(self) -> Page:
        """The first page."""
        return await self._fetch(self._args)


def by_cursor(args: Args, page: Any) -> Args | None:
    """The next page of a list with cursors."""
    cursor = page.next_cursor
    return _checked(args, {**args, "params": {**args["params"], "cursor": cursor}}) if cursor else None


def by_link(args: Args, page: Any) -> Args | None:
    """The next page of a list with relative links; never on another host, which would get the token."""
    link = page.links.next_
    if not link:
        return None
    if urlsplit(link).netloc:
        raise SoukError("a list goes on at another host, where this SDK doesn't follow")
    return _checked(args, {**args, "url": urljoin(args["url"], link), "params": None})


def _checked(args: Args, next_args: Args) -> Args:
    if next_args == args:
        raise SoukError("a list goes on where it is: this would never end")
    return next_args


def _items(page: object) -> list[Any]:
    return cast(list[Any], cast(Any, page).items)
