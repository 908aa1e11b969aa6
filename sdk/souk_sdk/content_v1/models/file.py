from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="File")


@_attrs_define
class File:
    """A file of a piece of content."""

    name: str
    """ Its path in the content. """
    bytes_: int
    """ Its size. """
    type_: str
    """ Its media type. """
    sha256: str
    """ The SHA-256 of its content. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        bytes_ = self.bytes_

        type_ = self.type_

        sha256 = self.sha256

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "bytes": bytes_,
                "type": type_,
                "sha256": sha256,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        bytes_ = d.pop("bytes")

        type_ = d.pop("type")

        sha256 = d.pop("sha256")

        file = cls(
            name=name,
            bytes_=bytes_,
            type_=type_,
            sha256=sha256,
        )

        return file
