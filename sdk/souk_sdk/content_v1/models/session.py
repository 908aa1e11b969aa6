from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.session_cookies import SessionCookies


T = TypeVar("T", bound="Session")


@_attrs_define
class Session:
    """Signed cookies for all files of a piece."""

    base_url: str
    """ The files' names follow it. """
    entry: str
    """ Its path in the content. """
    cookies: SessionCookies
    """ Their names and values. """
    expires_at: datetime.datetime
    """ When it stops working, RFC 3339, UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        base_url = self.base_url

        entry = self.entry

        cookies = self.cookies.to_dict()

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "base_url": base_url,
                "entry": entry,
                "cookies": cookies,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.session_cookies import SessionCookies

        d = dict(src_dict)
        base_url = d.pop("base_url")

        entry = d.pop("entry")

        cookies = SessionCookies.from_dict(d.pop("cookies"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        session = cls(
            base_url=base_url,
            entry=entry,
            cookies=cookies,
            expires_at=expires_at,
        )

        session.additional_properties = d
        return session

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
