from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.state import State

if TYPE_CHECKING:
    from ..models.refusal import Refusal


T = TypeVar("T", bound="Upload")


@_attrs_define
class Upload:
    """The state of an upload."""

    id: str
    """ A ULID: ids sort by time. """
    sku: str
    """ The product's stock-keeping unit, its id. """
    alt: str
    """ The description of the picture. """
    state: State
    """ The state of an upload. Values may be added: clients have to accept unknown ones. """
    refusal: None | Refusal
    """ Why the file was refused; null in other states. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.refusal import Refusal

        id = self.id

        sku = self.sku

        alt = self.alt

        state = self.state.value

        refusal: dict[str, Any] | None
        if isinstance(self.refusal, Refusal):
            refusal = self.refusal.to_dict()
        else:
            refusal = self.refusal

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "sku": sku,
                "alt": alt,
                "state": state,
                "refusal": refusal,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.refusal import Refusal

        d = dict(src_dict)
        id = d.pop("id")

        sku = d.pop("sku")

        alt = d.pop("alt")

        state = State(d.pop("state"))

        def _parse_refusal(data: object) -> None | Refusal:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                refusal_type_0 = Refusal.from_dict(data)

                return refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Refusal, data)

        refusal = _parse_refusal(d.pop("refusal"))

        upload = cls(
            id=id,
            sku=sku,
            alt=alt,
            state=state,
            refusal=refusal,
        )

        upload.additional_properties = d
        return upload

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
