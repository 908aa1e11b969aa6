from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.money import Money
    from ..models.wanted_line import WantedLine


T = TypeVar("T", bound="PlaceOrder")


@_attrs_define
class PlaceOrder:
    """The products to order."""

    lines: list[WantedLine]
    """ Products and quantities; lines with the same product are added. """
    expected_total: Money | None | Unset = UNSET
    """ The total that you expect: the order is refused if it differs. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.money import Money

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        expected_total: dict[str, Any] | None | Unset
        if isinstance(self.expected_total, Unset):
            expected_total = UNSET
        elif isinstance(self.expected_total, Money):
            expected_total = self.expected_total.to_dict()
        else:
            expected_total = self.expected_total

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "lines": lines,
            }
        )
        if expected_total is not UNSET:
            field_dict["expected_total"] = expected_total

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.money import Money
        from ..models.wanted_line import WantedLine

        d = dict(src_dict)
        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = WantedLine.from_dict(lines_item_data)

            lines.append(lines_item)

        def _parse_expected_total(data: object) -> Money | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                expected_total_type_0 = Money.from_dict(data)

                return expected_total_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Money | None | Unset, data)

        expected_total = _parse_expected_total(d.pop("expected_total", UNSET))

        place_order = cls(
            lines=lines,
            expected_total=expected_total,
        )

        return place_order
