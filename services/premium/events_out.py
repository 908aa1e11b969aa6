"""The events that premium announces. Fields are only added; a breaking change is a new version."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from chassis.core.events import Announcement

CUSTOMER = "7b1f6c52-4f0e-4d53-9a57-0c6f3a1de2b4"


# The cause of a change. The reasons that staff write stay in this service.
Reason = Literal["bought", "cancelled", "granted", "revoked", "expired"]


class MembershipEvent(Announcement):
    """Base of all events of a membership."""

    aggregate_id: str = Field(description="The customer's `sub`; their events arrive in order.", examples=[CUSTOMER])
    customer_id: str = Field(description="The customer's `sub`.", examples=[CUSTOMER])
    until: AwareDatetime = Field(
        description="When it ends, or has ended, UTC.", examples=["2027-11-24T09:12:30.482913Z"]
    )
    reason: str = Field(
        description="`bought`, `cancelled` (an order), `granted`, `revoked` (by staff) or `expired`. May get others.",
        examples=["bought"],
    )


class MembershipBegan(MembershipEvent):
    """A customer became a member, for the first time or again."""

    name: Literal["premium.MembershipBegan"] = "premium.MembershipBegan"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M86D80QNZ4W0J7C3RXB5TV9E", "at": "2026-11-24T09:12:31.117204Z", "sequence": 1}


class MembershipProlonged(MembershipEvent):
    """A member's membership ends later than announced."""

    name: Literal["premium.MembershipProlonged"] = "premium.MembershipProlonged"
    version: Literal[1] = 1
    EXAMPLE = {
        "id": "01M86FNXC5H8K2M4P6R9S1T3VW",
        "at": "2026-11-24T09:55:03.902118Z",
        "sequence": 2,
        "until": "2027-12-24T09:12:30.482913Z",
    }


class MembershipShortened(MembershipEvent):
    """A member's membership ends sooner than announced, but not yet: one of several orders was cancelled."""

    name: Literal["premium.MembershipShortened"] = "premium.MembershipShortened"
    version: Literal[1] = 1
    EXAMPLE = {
        "id": "01M890B8T4Q6N8Z0X2C5V7B9MK",
        "at": "2026-11-25T09:24:49.551032Z",
        "sequence": 3,
        "reason": "cancelled",
    }


class MembershipEnded(MembershipEvent):
    """A customer is no longer a member, since `until`."""

    name: Literal["premium.MembershipEnded"] = "premium.MembershipEnded"
    version: Literal[1] = 1
    EXAMPLE = {
        "id": "01PHMZJYE5A7S9D1F3G5H7J9KQ",
        "at": "2027-11-24T09:13:02.264415Z",
        "sequence": 4,
        "reason": "expired",
    }


EVENTS_OUT = (MembershipBegan, MembershipProlonged, MembershipShortened, MembershipEnded)
