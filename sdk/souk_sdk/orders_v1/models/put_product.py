from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="PutProduct")


@_attrs_define
class PutProduct:
    """A product's data, as set by staff."""

    name: str
    """ The display name. """
    price: Money
    """ An amount of money. """
    stock: int
    """ Pieces available to order. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        price = self.price.to_dict()

        stock = self.stock

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "price": price,
                "stock": stock,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.money import Money

        d = dict(src_dict)
        name = d.pop("name")

        price = Money.from_dict(d.pop("price"))

        stock = d.pop("stock")

        put_product = cls(
            name=name,
            price=price,
            stock=stock,
        )

        return put_product
