from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Address")


@_attrs_define
class Address:
    """One of your addresses."""

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
    id: str
    """ A ULID: ids sort by creation time. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        recipient = self.recipient

        street = self.street

        postal_code = self.postal_code

        city = self.city

        country = self.country

        id = self.id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "recipient": recipient,
                "street": street,
                "postal_code": postal_code,
                "city": city,
                "country": country,
                "id": id,
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

        id = d.pop("id")

        address = cls(
            recipient=recipient,
            street=street,
            postal_code=postal_code,
            city=city,
            country=country,
            id=id,
        )

        address.additional_properties = d
        return address

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
