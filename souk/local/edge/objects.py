"""Gets a viewer's object: from the cache, or from the origin once for all who wait for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from souk.local.edge.config import Behavior, Distribution
from souk.local.edge.fetching import Fetching
from souk.local.edge.request import ViewerRequest
from souk.local.edge.response import ERROR, HIT, MISS, REFRESHED, Response
from souk.local.edge.rules.cache_key import Key, cache_key
from souk.local.edge.spool import Spool
from souk.local.edge.store import Cache, Entry


@dataclass
class Flight:
    """A request to the origin that others wait for."""

    entry: asyncio.Future[Entry | None]
    waiting: int = 0


@dataclass(frozen=True)
class Ask:
    """A request with the behavior that it falls under, and its key."""

    distribution: Distribution
    behavior: Behavior
    request: ViewerRequest
    key: Key


class Objects:
    """The objects of all distributions, as viewers see them."""

    def __init__(self, fetching: Fetching, cache: Cache, now: Callable[[], float]) -> None:
        self._fetching, self._cache, self._now = fetching, cache, now
        self._flights: dict[Key, Flight] = {}
        self._refreshes: set[asyncio.Task[None]] = set()

    async def get(self, distribution: Distribution, behavior: Behavior, request: ViewerRequest) -> Response:
        """The object of a request, with status and headers of the origin."""
        if not may_be_cached(behavior, request):
            return await self._fetching.forward(distribution, behavior, request)
        ask = Ask(distribution, behavior, request, self._key(distribution, behavior, request))
        entry = self._cache.get(ask.key)
        if entry is not None and entry.is_fresh(self._now()):
            return served(entry, HIT, self._now())
        if entry is not None and entry.serves_stale(self._now()):
            self._refresh(ask)
            return served(entry, HIT, self._now())
        if ask.key in self._flights:
            return await self._join(ask)
        return await self._lead(ask, entry)

    def _key(self, distribution: Distribution, behavior: Behavior, request: ViewerRequest) -> Key:
        """The key of the object; that of its headers alone, if it is unknown and the viewer asks for them only."""
        key = cache_key(distribution, behavior, request)
        entry = self._cache.get(key)
        if request.method == "HEAD" and (entry is None or not entry.is_fresh(self._now())):
            return key._replace(method="HEAD")
        return key

    async def _join(self, ask: Ask) -> Response:
        """Wait for the response to an equal request; go alone if it turns out to be of one viewer only.

        Guide: RequestAndResponseBehaviorCustomOrigin.html, "Simultaneous requests for the same object".
        """
        flight = self._flights[ask.key]
        flight.waiting += 1
        entry = await asyncio.shield(flight.entry)
        if entry is None:
            return await self._fetching.forward(ask.distribution, ask.behavior, ask.request)
        return served(entry, HIT, self._now(), entry.spool)

    async def _lead(self, ask: Ask, old: Entry | None) -> Response:
        """Ask the origin, for all who ask for the same until it responds.

        It holds the old object until then, and the new one for those who wait: either may leave the cache at any time.
        """
        flight = self._flights[ask.key] = Flight(asyncio.get_running_loop().create_future())
        held = old.spool.acquire() if old else None
        entry: Entry | None = None
        try:
            with self._cache.expecting(ask.key):
                response, entry = await self._fetching.fetch(ask.distribution, ask.behavior, ask.request, ask.key, old)
            if entry is None:
                return response
            return served(entry, REFRESHED if entry is old else response.x_cache, self._now())
        finally:
            del self._flights[ask.key]
            if entry is not None:
                for _ in range(flight.waiting):
                    entry.spool.acquire()
            flight.entry.set_result(entry)
            if held:
                await held.close()

    def _refresh(self, ask: Ask) -> None:
        """Ask the origin, but let no viewer wait. (Guide: Expiration.html, "Serve stale (expired) content")"""

        async def refresh() -> None:
            old = self._cache.get(ask.key)  # it may have left since
            if old is not None and not old.is_fresh(self._now()) and ask.key not in self._flights:
                await (await self._lead(ask, old)).body.close()

        task = asyncio.create_task(refresh())
        self._refreshes.add(task)
        task.add_done_callback(self._refreshes.discard)


def may_be_cached(behavior: Behavior, request: ViewerRequest) -> bool:
    """GET and HEAD are cached always, OPTIONS if the behavior says so, others never; nothing if the maximum TTL is 0.

    Guide: DownloadDistValuesCacheBehavior.html, "Cached HTTP methods"; Expiration.html.
    """
    return behavior.cache.max_ttl > 0 and request.method in behavior.cached_methods


def served(entry: Entry, x_cache: str, now: float, held: Spool | None = None) -> Response:
    """The response with an object of the cache; errors are told as such, from the cache or not."""
    state = ERROR if entry.status >= 400 else x_cache
    age = None if x_cache in (MISS, ERROR) else now - entry.stored_at
    body = held or entry.spool.acquire()
    return Response(entry.status, entry.headers, body, state, age, stored=True)
