from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.kind import Kind

T = TypeVar("T", bound="Notification")


@_attrs_define
class Notification:
    """A notification."""

    id: str
    """ The id of its event: a ULID, so ids sort by time. """
    kind: Kind
    """ The subject of a notification. Values may be added: clients have to accept unknown ones. """
    title: str
    """ A short title. """
    text: str
    """ The text, one sentence. """
    at: datetime.datetime
    """ The time of the event: RFC 3339, UTC. """
    about: None | str
    """ The id of its order, if any. """
    read: bool
    """ True if you have marked it as read. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind.value

        title = self.title

        text = self.text

        at = self.at.isoformat()

        about: None | str
        about = self.about

        read = self.read

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "title": title,
                "text": text,
                "at": at,
                "about": about,
                "read": read,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        kind = Kind(d.pop("kind"))

        title = d.pop("title")

        text = d.pop("text")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_about(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        about = _parse_about(d.pop("about"))

        read = d.pop("read")

        notification = cls(
            id=id,
            kind=kind,
            title=title,
            text=text,
            at=at,
            about=about,
            read=read,
        )

        notification.additional_properties = d
        return notification

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
