from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AddAddress")


@_attrs_define
class AddAddress:
    """A postal address."""

    recipient: str
    """ The recipient's name. """
    street: str
    """ The street with the house number. """
    postal_code: str
    """ The postal code in the country's format. """
    city: str
    """ The town or village. """
    country: str
    """ ISO 3166-1 alpha-2. """

    def to_dict(self) -> dict[str, Any]:
        recipient = self.recipient

        street = self.street

        postal_code = self.postal_code

        city = self.city

        country = self.country

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "recipient": recipient,
                "street": street,
                "postal_code": postal_code,
                "city": city,
                "country": country,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        recipient = d.pop("recipient")

        street = d.pop("street")

        postal_code = d.pop("postal_code")

        city = d.pop("city")

        country = d.pop("country")

        add_address = cls(
            recipient=recipient,
            street=street,
            postal_code=postal_code,
            city=city,
            country=country,
        )

        return add_address
