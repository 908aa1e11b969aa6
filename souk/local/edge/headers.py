"""HTTP headers as pairs of a lower-case name and a value, in their order."""

from collections.abc import Collection, Iterable
from datetime import UTC
from email.utils import parsedate_to_datetime

Headers = tuple[tuple[str, str], ...]

HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-authenticate", "proxy-connection", "te", "trailer", "transfer-encoding"}
    | {"upgrade", "proxy-authorization"}
)


def decoded(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers of an ASGI message."""
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw)


def encoded(headers: Headers) -> list[tuple[bytes, bytes]]:
    """Headers for an ASGI message."""
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def first(headers: Headers, name: str) -> str | None:
    """The first value of a header, or None."""
    return next((value for key, value in headers if key == name), None)


def joined(headers: Headers, name: str) -> str:
    """All values of a header, as one list with commas."""
    return ", ".join(value for key, value in headers if key == name)


def items(headers: Headers, name: str) -> list[str]:
    """The items of a header that is a list, such as Vary."""
    return [item.strip() for item in joined(headers, name).split(",") if item.strip()]


def without(headers: Headers, names: Collection[str]) -> Headers:
    """The headers but those of these names."""
    return tuple(pair for pair in headers if pair[0] not in names)


def with_header(headers: Headers, name: str, value: str) -> Headers:
    """The headers with this one, instead of those of its name."""
    return (*without(headers, {name}), (name, value))


def moment(date: str) -> float:
    """Seconds since 1970 of an HTTP date, which is in GMT whether it says so or not. Raises ValueError."""
    time = parsedate_to_datetime(date)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def length(headers: Headers) -> int | None:
    """The Content-Length in bytes; None if it is missing or no number."""
    value = first(headers, "content-length") or ""
    return int(value) if value.isdecimal() else None
