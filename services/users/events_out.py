"""The events of users. Fields are added, never changed; a breaking change is a new version."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chassis.core.events import PERSONAL, Announcement


class UserEvent(Announcement):
    """Base of all events of a customer."""

    aggregate_id: str = Field(
        description="The customer's `sub`; their events arrive in order.",
        examples=["7b1f6c52-4f0e-4d53-9a57-0c6f3a1de2b4"],
    )


class _Profile(UserEvent):
    full_name: str = Field(
        description="The display name. Empty in the log.",
        examples=["Ada Quist"],
        json_schema_extra=PERSONAL,
    )
    email: str = Field(
        description="The email address, verified by the user pool. Empty in the log.",
        examples=["ada.quist@example.com"],
        json_schema_extra=PERSONAL,
    )


class UserRegistered(_Profile):
    """A user became a customer; `aggregate_id` is the customer id."""

    name: Literal["users.UserRegistered"] = "users.UserRegistered"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M86CRXYK3ETSM3TAKT4MG507", "at": "2026-11-24T09:04:16.339172Z"}


class UserChanged(_Profile):
    """A customer's name or email address changed."""

    name: Literal["users.UserChanged"] = "users.UserChanged"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M86FNXAE2TXZC2P2C3ZTQGQS", "at": "2026-11-24T09:55:03.118450Z", "sequence": 2}


class UserErased(UserEvent):
    """A user's data was erased; every service deletes its own."""

    name: Literal["users.UserErased"] = "users.UserErased"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M890P49855FPKSRCWBVZ2ERA", "at": "2026-11-25T09:30:44.904127Z", "sequence": 3}


class UserBlocked(UserEvent):
    """Staff blocked a user, who can neither sign in nor order."""

    name: Literal["users.UserBlocked"] = "users.UserBlocked"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M892B7Q0X3C5V9T1R4N6H8KJ", "at": "2026-11-25T10:00:12.640318Z", "sequence": 3}


class UserUnblocked(UserEvent):
    """Staff unblocked a user, who can sign in and order again."""

    name: Literal["users.UserUnblocked"] = "users.UserUnblocked"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M893Y2D4Z6W8S0P3M5K7G9FB", "at": "2026-11-25T10:28:05.271944Z", "sequence": 4}


class OrderRefused(UserEvent):
    """An order of an erased user was refused."""

    name: Literal["users.OrderRefused"] = "users.OrderRefused"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M890Y8HAVMAV58V0855ZH2TQ", "at": "2026-11-25T09:35:11.402236Z", "sequence": 4}
    order_id: str = Field(description="The order's id in the orders service.", examples=["01M86D80GJJHNTCRDYA5K3S80K"])


EVENTS_OUT = (UserRegistered, UserChanged, UserErased, UserBlocked, UserUnblocked, OrderRefused)
