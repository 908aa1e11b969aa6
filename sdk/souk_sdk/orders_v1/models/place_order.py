from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.wanted_line import WantedLine


T = TypeVar("T", bound="PlaceOrder")


@_attrs_define
class PlaceOrder:
    """What to order."""

    lines: list[WantedLine]
    """ Products; lines of the same one add up. """

    def to_dict(self) -> dict[str, Any]:
        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.wanted_line import WantedLine

        d = dict(src_dict)
        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = WantedLine.from_dict(lines_item_data)

            lines.append(lines_item)

        place_order = cls(
            lines=lines,
        )

        return place_order
