from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="WantedLine")


@_attrs_define
class WantedLine:
    """A number of pieces of one product."""

    sku: str
    """ The product's stock-keeping unit, its id. """
    quantity: int
    """ Pieces. """

    def to_dict(self) -> dict[str, Any]:
        sku = self.sku

        quantity = self.quantity

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sku": sku,
                "quantity": quantity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        sku = d.pop("sku")

        quantity = d.pop("quantity")

        wanted_line = cls(
            sku=sku,
            quantity=quantity,
        )

        return wanted_line
