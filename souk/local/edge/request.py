"""A viewer's request, as an edge location receives it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from souk.local.edge.headers import Headers


@dataclass(frozen=True)
class ViewerRequest:
    """A request. `host` has no port, `path` and `query` are as the viewer sent them."""

    method: str
    host: str
    path: str
    query: str = ""
    headers: Headers = ()
    https: bool = True
    client: str = "127.0.0.1"
    body: AsyncIterator[bytes] | None = None
    secure_url: str = ""
    """The same address over HTTPS, for a redirect."""
    http_version: str = "1.1"

    @property
    def url(self) -> str:
        """The URL as the viewer would write it on AWS."""
        query = f"?{self.query}" if self.query else ""
        return f"{'https' if self.https else 'http'}://{self.host}{self.path}{query}"

    @property
    def cookies(self) -> list[tuple[str, str]]:
        """The cookies, in their order."""
        pairs = ";".join(value for name, value in self.headers if name == "cookie").split(";")
        return [(name, value) for name, _, value in (pair.strip().partition("=") for pair in pairs) if name]

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of the query: the name and the whole `name=value`, encoded as the viewer sent them."""
        return [(pair.partition("=")[0], pair) for pair in self.query.split("&") if pair]
