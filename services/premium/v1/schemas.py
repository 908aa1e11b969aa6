"""Request and response bodies of the premium API. Unknown fields are rejected, so that typos are reported."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from chassis.core.text import Text
from chassis.core.wire import ULID_PATTERN
from premium.domain import membership as domain
from premium.domain.span import Kind

MAX_MONTHS = 120
MAX_ENTRIES = 100
CustomerId = Annotated[
    str,
    Field(
        min_length=1,
        max_length=64,
        description="The customer's `sub`.",
        examples=["6f0c1f7e-3b1d-4c58-9d0a-2f5c1b7e9a44"],
    ),
]
DecisionId = Annotated[
    str,
    Field(
        pattern=ULID_PATTERN,
        description="A ULID: ids sort by creation time.",
        examples=["01KAQ4N9T4W6M2J8ZC5R7XVBEH"],
    ),
]
Months = Annotated[int, Field(ge=1, le=MAX_MONTHS, strict=True, description="Calendar months.", examples=[12])]
At = Annotated[datetime, Field(description="When it was decided, RFC 3339, UTC.", examples=["2026-11-24T09:12:30Z"])]
Until = Annotated[datetime, Field(description="RFC 3339, UTC.", examples=["2027-11-24T09:12:30Z"])]


class Reasoned(BaseModel):
    """A decision of staff about a member."""

    model_config = ConfigDict(extra="forbid")

    reason: Text = Field(
        min_length=1,
        max_length=500,
        pattern=r"\S",
        description="Why. Staff can read it, and nobody else.",
        examples=["The course could not be played for a week"],
    )


class GrantMembership(Reasoned):
    """Months that staff give."""

    months: Months


class RevokeMembership(Reasoned):
    """The end of a membership, by staff."""


class Membership(BaseModel):
    """A customer's membership."""

    active: bool = Field(description="Whether the customer is a member now.", examples=[True])
    since: datetime | None = Field(
        description="The beginning of the present or last membership; null if there was none.",
        examples=["2026-11-24T09:12:30Z"],
    )
    until: datetime | None = Field(
        description="When it ends or has ended; null if there was none.", examples=["2027-11-24T09:12:30Z"]
    )

    @classmethod
    def of(cls, membership: domain.Membership, now: datetime) -> Self:
        """The membership as it is now."""
        return cls(active=membership.is_active(now), since=membership.since, until=membership.until)


class Entry(BaseModel):
    """An order, grant or revocation."""

    model_config = ConfigDict(from_attributes=True)

    kind: Kind = Field(description="`order`, `grant` or `revocation`.", examples=["order"])
    id: str = Field(description="Of an order its id.", examples=["01M86D80GJJHNTCRDYA5K3S80K"])
    at: At
    months: int = Field(description="The months that it adds.", examples=[12])
    reason: str = Field(description="The reason that staff gave; empty for an order.", examples=[""])
    cancelled: bool = Field(description="Whether the order was cancelled, and adds nothing.", examples=[False])


class Member(Membership):
    """A customer's membership, for staff."""

    id: CustomerId
    entries: list[Entry] = Field(description="Its orders, grants and revocations, newest first; at most the last 100.")

    @classmethod
    def of_customer(cls, membership: domain.Membership, now: datetime) -> Self:
        """The membership as it is now, and how it came about."""
        entries = sorted(membership.entries, key=lambda entry: entry.at, reverse=True)[:MAX_ENTRIES]
        fields = Membership.of(membership, now).model_dump()
        return cls(id=membership.id, entries=[Entry.model_validate(entry) for entry in entries], **fields)


class Grant(BaseModel):
    """Months that staff gave."""

    id: DecisionId
    months: Months
    reason: str = Field(description="Why.", examples=["The course could not be played for a week"])
    at: At
    until: Until


class Revocation(BaseModel):
    """The end of a membership, by staff."""

    id: DecisionId
    reason: str = Field(description="Why.", examples=["Shared with the whole office"])
    at: At
