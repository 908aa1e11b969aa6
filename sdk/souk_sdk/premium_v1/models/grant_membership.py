from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="GrantMembership")


@_attrs_define
class GrantMembership:
    """Months that staff give."""

    reason: str
    """ Why. Staff can read it, and nobody else. """
    months: int
    """ Calendar months. """

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        months = self.months

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
                "months": months,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        reason = d.pop("reason")

        months = d.pop("months")

        grant_membership = cls(
            reason=reason,
            months=months,
        )

        return grant_membership
