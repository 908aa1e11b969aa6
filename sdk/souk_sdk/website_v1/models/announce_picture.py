from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.announce_picture_type import AnnouncePictureType

T = TypeVar("T", bound="AnnouncePicture")


@_attrs_define
class AnnouncePicture:
    """A picture that will be uploaded."""

    type_: AnnouncePictureType
    """ The file's media type. """
    size: int
    """ The file's size in bytes. """
    alt: str
    """ A description for those who can't see the picture. """

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_.value

        size = self.size

        alt = self.alt

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "size": size,
                "alt": alt,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = AnnouncePictureType(d.pop("type"))

        size = d.pop("size")

        alt = d.pop("alt")

        announce_picture = cls(
            type_=type_,
            size=size,
            alt=alt,
        )

        return announce_picture
