"""A distribution's configuration: the parts that the edge obeys."""

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

Document = dict[str, Any]

READS = frozenset({"GET", "HEAD"})


@dataclass(frozen=True)
class Selection:
    """A choice of headers, cookies or query strings: `none`, `whitelist`, `allExcept`, `all`."""

    behavior: str = "none"
    names: frozenset[str] = frozenset()

    def picks(self, name: str) -> bool:
        """Whether a name is chosen."""
        if self.behavior == "whitelist":
            return name in self.names
        return self.behavior.startswith("all") and not (self.behavior == "allExcept" and name in self.names)


@dataclass(frozen=True)
class Choices:
    """The headers, cookies and query strings that a policy names."""

    headers: Selection = Selection()
    cookies: Selection = Selection()
    query: Selection = Selection()


@dataclass(frozen=True)
class CachePolicy:
    """The TTLs in seconds, and the parts of the cache key."""

    min_ttl: float = 0
    default_ttl: float = 0
    max_ttl: float = 0
    gzip: bool = False
    brotli: bool = False
    key: Choices = Choices()

    @property
    def normalizes(self) -> bool:
        """Whether it distinguishes compressed objects."""
        return self.gzip or self.brotli


@dataclass(frozen=True)
class Origin:
    """An origin server; `headers` are added to each request for it."""

    id: str
    domain: str
    path: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    protocol: str = "match-viewer"
    http_port: int = 80
    https_port: int = 443
    timeout: float = 30
    """Seconds without a byte of the response."""
    s3: bool = False


@dataclass(frozen=True)
class Behavior:
    """A cache behavior; the default one has the pattern `*`."""

    pattern: str
    origin: Origin
    protocol: str = "allow-all"
    methods: frozenset[str] = READS
    cached_methods: frozenset[str] = READS
    compress: bool = False
    cache: CachePolicy = CachePolicy()
    forwarded: Choices = Choices()
    response_headers: Document = field(default_factory=dict)
    keys: dict[str, PublicKeyTypes] | None = None
    """The keys that sign URLs, by their ids; None if anybody may read."""
    on_request: str = ""
    """The code of the CloudFront function for viewer requests; empty if there is none."""
    on_response: str = ""
    """That for viewer responses."""


@dataclass(frozen=True)
class ErrorRule:
    """A custom error response: how long the error is cached, and the page that replaces it."""

    ttl: float
    page: str | None
    status: int | None


@dataclass(frozen=True)
class Distribution:
    """A deployed distribution. `behaviors` are in their order, the default one last."""

    id: str
    domain: str
    behaviors: tuple[Behavior, ...]
    aliases: frozenset[str] = frozenset()
    enabled: bool = True
    root: str = ""
    errors: dict[int, ErrorRule] = field(default_factory=dict)
    countries: Document | None = None
    """The geo restriction, if there is one."""
