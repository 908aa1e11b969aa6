from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Preferences")


@_attrs_define
class Preferences:
    """Your notification preferences."""

    mail: bool
    """ True to receive mail, too; notifications always appear in the app. """

    def to_dict(self) -> dict[str, Any]:
        mail = self.mail

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "mail": mail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        mail = d.pop("mail")

        preferences = cls(
            mail=mail,
        )

        return preferences
