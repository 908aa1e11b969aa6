from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.kind import Kind

T = TypeVar("T", bound="Entry")


@_attrs_define
class Entry:
    """An order, grant or revocation."""

    kind: Kind
    """ The kind of an entry. Values may be added: clients have to accept unknown ones. """
    id: str
    """ Of an order its id. """
    at: datetime.datetime
    """ When it was decided, RFC 3339, UTC. """
    months: int
    """ The months that it adds. """
    reason: str
    """ The reason that staff gave; empty for an order. """
    cancelled: bool
    """ Whether the order was cancelled, and adds nothing. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        id = self.id

        at = self.at.isoformat()

        months = self.months

        reason = self.reason

        cancelled = self.cancelled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "id": id,
                "at": at,
                "months": months,
                "reason": reason,
                "cancelled": cancelled,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = Kind(d.pop("kind"))

        id = d.pop("id")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        months = d.pop("months")

        reason = d.pop("reason")

        cancelled = d.pop("cancelled")

        entry = cls(
            kind=kind,
            id=id,
            at=at,
            months=months,
            reason=reason,
            cancelled=cancelled,
        )

        entry.additional_properties = d
        return entry

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
