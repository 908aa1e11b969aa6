from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Grant")


@_attrs_define
class Grant:
    """Months that staff gave."""

    id: str
    """ A ULID: ids sort by creation time. """
    months: int
    """ Calendar months. """
    reason: str
    """ Why. """
    at: datetime.datetime
    """ When it was decided, RFC 3339, UTC. """
    until: datetime.datetime
    """ RFC 3339, UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        months = self.months

        reason = self.reason

        at = self.at.isoformat()

        until = self.until.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "months": months,
                "reason": reason,
                "at": at,
                "until": until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        months = d.pop("months")

        reason = d.pop("reason")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        until = datetime.datetime.fromisoformat(d.pop("until"))

        grant = cls(
            id=id,
            months=months,
            reason=reason,
            at=at,
            until=until,
        )

        grant.additional_properties = d
        return grant

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
