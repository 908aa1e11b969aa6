from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Picture")


@_attrs_define
class Picture:
    """A picture of a product, in several widths and two formats: `{url}-{width}.webp` and `{url}-{width}.jpg`."""

    id: str
    """ A ULID: ids sort by time. """
    url: str
    """ The path on the shop's host, without width and format. """
    alt: str
    """ A description of the picture. """
    widths: list[int]
    """ The widths in pixels, narrowest first. """
    width: int
    """ The widest one's width in pixels. """
    height: int
    """ The widest one's height in pixels. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        url = self.url

        alt = self.alt

        widths = self.widths

        width = self.width

        height = self.height

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "url": url,
                "alt": alt,
                "widths": widths,
                "width": width,
                "height": height,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        url = d.pop("url")

        alt = d.pop("alt")

        widths = cast(list[int], d.pop("widths"))

        width = d.pop("width")

        height = d.pop("height")

        picture = cls(
            id=id,
            url=url,
            alt=alt,
            widths=widths,
            width=width,
            height=height,
        )

        picture.additional_properties = d
        return picture

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
