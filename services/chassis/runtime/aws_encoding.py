"""The parts that the protocols of AWS share: a request before it is signed, and how XML is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from typing import Protocol as Shape

Params = dict[str, Any]


class Encoded(NamedTuple):
    """A request before it is signed; path and query are encoded."""

    path: str
    headers: dict[str, str]
    body: bytes
    method: str = "POST"
    query: str = ""


class Protocol(Shape):
    """How a service is spoken to."""

    def encode(self, operation: str, params: Params) -> Encoded: ...
    def decode(self, body: bytes, headers: Mapping[str, str]) -> Params: ...
    def decode_error(self, body: bytes, headers: Mapping[str, str]) -> tuple[str, str, Params]:
        """Code ("" if there is none), message, and the error's other members."""


def parse_xml(body: bytes) -> Any:
    """The XML document, without namespaces. Raises ValueError."""
    from xml.etree import ElementTree  # only SNS and S3 need it

    try:
        root = ElementTree.fromstring(body)  # noqa: S314  # nosec B314  from AWS, over TLS
    except ElementTree.ParseError as error:
        raise ValueError("not XML") from error
    for part in root.iter():
        part.tag = part.tag.rpartition("}")[2]
    return root
