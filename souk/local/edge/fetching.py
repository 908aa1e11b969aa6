"""Asks the origin, and puts into the cache what may stay there."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable

from souk.local.edge.config import Behavior, Distribution
from souk.local.edge.headers import Headers, first, length, with_header, without
from souk.local.edge.origin import Origin, OriginFailure, OriginRequest, OriginResponse
from souk.local.edge.refusals import refuse
from souk.local.edge.request import ViewerRequest
from souk.local.edge.response import ERROR, MISS, Response
from souk.local.edge.rules.cache_key import CONDITIONS, Key, accepted, origin_headers, origin_query
from souk.local.edge.rules.compression import COMPRESSORS, Compressor, compressed_headers, encoding
from souk.local.edge.rules.freshness import NEVER, directives, lifetime, retry_ttl, varies_always
from souk.local.edge.rules.viewer_headers import kept
from souk.local.edge.store import Cache, Entry
from souk.local.edge.streams import Failure, Stream

REFRESHED_HEADERS = ("cache-control", "expires", "date", "etag", "last-modified", "vary")

logger = logging.getLogger("edge")


class Fetching:
    """The edge's own requests."""

    def __init__(self, origin: Origin, cache: Cache, now: Callable[[], float]) -> None:
        self._origin, self._cache, self._now = origin, cache, now
        self._fills: set[asyncio.Task[None]] = set()

    async def forward(self, distribution: Distribution, behavior: Behavior, request: ViewerRequest) -> Response:
        """The origin's response for one viewer, with the viewer's own conditions and range."""
        conditions = tuple(pair for pair in request.headers if pair[0] in CONDITIONS)
        answer = await self._send(distribution, behavior, request, request.method, conditions)
        return passed(answer, kept(answer.headers, behavior))

    async def fetch(
        self, distribution: Distribution, behavior: Behavior, request: ViewerRequest, key: Key, old: Entry | None
    ) -> tuple[Response, Entry | None]:
        """The origin's response, and its place in the cache, or None if it is for this viewer only.

        An expired object is asked for with its ETag and Last-Modified; after 304 it is fresh again. After an error
        it is served for the error caching minimum TTL. Guide: RequestAndResponseBehaviorCustomOrigin.html, "Conditional
        requests"; HTTPStatusCodes.html.
        """
        answer = await self._send(distribution, behavior, request, key.method, validators(old))
        if old is not None and answer.status == 304:
            await answer.close()
            return Response(old.status), self._renewed(old, answer.headers, distribution, behavior)
        if old is not None and answer.status >= 500 and old.replaces_error(self._now()):
            await answer.close()
            old.retry_at = self._now() + retry_ttl(answer.status, distribution.errors)
            return Response(old.status), old
        headers = kept(answer.headers, behavior)
        life = lifetime(answer.status, answer.headers, behavior.cache, distribution.errors, self._now())
        stays = life.fresh > 0 or revalidates(answer, behavior)
        if not stays or answer.status == 206 or not self._cache.holds(length(headers)):
            if old is not None and answer.status < 400:
                self._cache.remove(old)
            return passed(answer, headers), None
        name = encoding(behavior, key.encoding, answer.status, headers, life.fresh)
        headers = compressed_headers(headers, name) if name else headers
        entry = Entry(key, answer.status, headers, self._cache.spool(length(headers)), self._now(), life)
        if key.method == "HEAD":
            await answer.close()
            entry.spool.finish_empty()
            self._cache.put(entry)
            return Response(answer.status), entry
        self._fill(entry, answer, COMPRESSORS[name]() if name else None)
        return Response(answer.status), entry

    def _renewed(self, old: Entry, headers: Headers, distribution: Distribution, behavior: Behavior) -> Entry:
        """The object with the new headers of a 304."""
        for name in REFRESHED_HEADERS:
            value = first(headers, name)
            weak = name == "etag" and (first(old.headers, "etag") or "").startswith("W/")
            if value is not None and name != "vary" and not weak:
                old.headers = with_header(old.headers, name, value)
        old.stored_at, old.retry_at = self._now(), 0
        old.lifetime = lifetime(old.status, old.headers, behavior.cache, distribution.errors, self._now())
        return old

    async def _send(
        self, distribution: Distribution, behavior: Behavior, request: ViewerRequest, method: str, more: Headers
    ) -> OriginResponse:
        headers = without(origin_headers(behavior, request, accepted(behavior.cache, request)), CONDITIONS)
        query = origin_query(behavior, request)
        ours = OriginRequest(
            distribution, behavior, method, request.path, query, (*headers, *more), request.https, request.body
        )
        try:
            return await self._origin.send(ours)
        except OriginFailure as failure:
            logger.warning("%s %s: %s", behavior.origin.domain, request.path, failure.reason)
            return Failure(failure.status, refuse(failure.status, failure.reason))

    def _fill(self, entry: Entry, answer: OriginResponse, compressor: Compressor | None) -> None:
        """Write the body into the cache in the background. If all its viewers leave before the end, it isn't kept.

        Guide: RequestAndResponseBehaviorCustomOrigin.html, "Canceled requests" and "Dropped TCP connections".
        """
        self._cache.put(entry)
        entry.spool.abandoned = lambda: task.cancel()

        async def fill() -> None:
            try:
                async for piece in compressed(answer, compressor):
                    entry.spool.write(piece)
                entry.spool.finish()
            except BaseException as error:
                self._cache.remove(entry)
                entry.spool.fail()
                if not isinstance(error, OSError | asyncio.CancelledError):
                    raise
                logger.warning("%s isn't kept: %s", entry.key.path, error or "its viewers left")
            finally:
                await answer.close()

        task = asyncio.create_task(fill())
        self._fills.add(task)
        task.add_done_callback(self._fills.discard)


def validators(old: Entry | None) -> Headers:
    """The conditions that ask whether an expired object changed."""
    if old is None or old.status >= 400:
        return ()
    pairs = (("if-none-match", first(old.headers, "etag")), ("if-modified-since", first(old.headers, "last-modified")))
    return tuple((name, value) for name, value in pairs if value is not None)


def revalidates(answer: OriginResponse, behavior: Behavior) -> bool:
    """An object whose TTL is 0 is kept to be asked for with its ETag, unless the origin forbids to store it.

    After `Vary: *` the edge asks without conditions. Guide: RequestAndResponseBehaviorCustomOrigin.html, "Content
    negotiation".
    """
    if varies_always(answer.headers):
        return False
    has_validator = any(first(answer.headers, name) for name in ("etag", "last-modified"))
    return answer.status == 200 and has_validator and not NEVER & set(directives(answer.headers))


def passed(answer: OriginResponse, headers: Headers) -> Response:
    """The origin's response as it comes, which nobody keeps."""
    state = ERROR if answer.status >= 400 else MISS
    return Response(answer.status, without(headers, {"content-length"}), Stream(answer, length(headers)), state)


async def compressed(answer: OriginResponse, compressor: Compressor | None) -> AsyncIterator[bytes]:
    """The pieces of a body, compressed or as they are."""
    async for piece in answer.pieces():
        yield piece if compressor is None else compressor.process(piece)
    if compressor is not None:
        yield compressor.finish()
