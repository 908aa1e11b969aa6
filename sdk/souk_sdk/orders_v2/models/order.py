from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.status import Status

if TYPE_CHECKING:
    from ..models.line import Line
    from ..models.money import Money


T = TypeVar("T", bound="Order")


@_attrs_define
class Order:
    """An order."""

    id: str
    """ A ULID: ids sort by creation time. """
    status: Status
    """ Values may be added: clients have to accept unknown ones. """
    lines: list[Line]
    """ One line per product. """
    total: Money
    """ An amount of money, as a decimal string. """
    placed_at: datetime.datetime
    """ RFC 3339, UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        status = self.status.value

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        total = self.total.to_dict()

        placed_at = self.placed_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
                "lines": lines,
                "total": total,
                "placed_at": placed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.line import Line
        from ..models.money import Money

        d = dict(src_dict)
        id = d.pop("id")

        status = Status(d.pop("status"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = Line.from_dict(lines_item_data)

            lines.append(lines_item)

        total = Money.from_dict(d.pop("total"))

        placed_at = datetime.datetime.fromisoformat(d.pop("placed_at"))

        order = cls(
            id=id,
            status=status,
            lines=lines,
            total=total,
            placed_at=placed_at,
        )

        order.additional_properties = d
        return order

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
