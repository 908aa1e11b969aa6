"""A row of the tables: a rule, the steps that lead to it, and the viewer's view of the last one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from souk.local.edge.config import Behavior, CachePolicy, Choices, Distribution, Origin, Selection
from tests.edge.fakes import HOST, Serve

ORIGIN = Origin("app", "127.0.0.1", http_port=8080, protocol="http-only")
POLICY = CachePolicy(min_ttl=0, default_ttl=60, max_ttl=3600)
HIT, MISS, REFRESHED = "Hit from cloudfront", "Miss from cloudfront", "RefreshHit from cloudfront"
ERROR = "Error from cloudfront"


@dataclass(frozen=True)
class Ask:
    """A viewer's request."""

    path: str = "/a.txt"
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    https: bool = True
    host: str = HOST
    body: bytes = b""
    http_version: str = "1.1"
    client: str = "127.0.0.1"


@dataclass(frozen=True)
class Wait:
    """Seconds pass."""

    seconds: float


@dataclass(frozen=True)
class Invalidate:
    """An invalidation arrives."""

    path: str


@dataclass(frozen=True)
class At:
    """From now on the origin answers a path so."""

    path: str
    serve: Serve


@dataclass(frozen=True)
class Row:
    """`steps` happen in order; the expectations are of the last request. A header that is None must be missing."""

    rule: str
    steps: tuple[Any, ...]
    status: int = 200
    headers: dict[str, str | None] = field(default_factory=dict)
    body: bytes | None = None
    asked: int | None = None
    """The number of requests that the origin got in all."""
    sent: dict[str, str | None] = field(default_factory=dict)
    """Headers of the last request that the origin got."""
    sent_query: str | None = None
    sent_path: str | None = None
    distribution: Distribution | None = None


def behavior(pattern: str = "*", policy: CachePolicy = POLICY, **more: Any) -> Behavior:
    return Behavior(**{"pattern": pattern, "origin": ORIGIN, "cache": policy, **more})


def distribution(*behaviors: Behavior, **more: Any) -> Distribution:
    return Distribution(**{"id": "E111", "domain": HOST, "behaviors": behaviors or (behavior(),), **more})


def policy(low: float = 0, default: float = 60, high: float = 3600, **more: Any) -> CachePolicy:
    """A cache policy; `headers`, `cookies` and `query` are the names of its key, or a behavior such as `all`."""
    kinds = {name: more.pop(name) for name in ("headers", "cookies", "query") if name in more}
    key = Choices(**{name: selection(chosen) for name, chosen in kinds.items()})
    return CachePolicy(low, default, high, key=key, **more)


def selection(chosen: str | list[str]) -> Selection:
    return Selection(chosen) if isinstance(chosen, str) else Selection("whitelist", frozenset(chosen))


def cached(seconds: float = 60, **headers: str) -> Serve:
    """An origin's response with max-age."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Serve(headers={"cache-control": f"max-age={seconds:.0f}", **named})
