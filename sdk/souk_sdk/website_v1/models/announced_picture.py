from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.announced_picture_fields import AnnouncedPictureFields


T = TypeVar("T", bound="AnnouncedPicture")


@_attrs_define
class AnnouncedPicture:
    """An upload, and the form for its file."""

    id: str
    """ A ULID: ids sort by time. """
    url: str
    """ Where to post the form. """
    fields: AnnouncedPictureFields
    """ The form's fields, to be sent before the file. """
    expires_at: datetime.datetime
    """ Until when S3 takes the file (RFC 3339, UTC). """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        url = self.url

        fields = self.fields.to_dict()

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "url": url,
                "fields": fields,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.announced_picture_fields import AnnouncedPictureFields

        d = dict(src_dict)
        id = d.pop("id")

        url = d.pop("url")

        fields = AnnouncedPictureFields.from_dict(d.pop("fields"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        announced_picture = cls(
            id=id,
            url=url,
            fields=fields,
            expires_at=expires_at,
        )

        announced_picture.additional_properties = d
        return announced_picture

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
