"""What users announces. Fields are added, never changed; what breaks a reader is a new version."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chassis.core.events import PERSONAL, Announcement


class UserEvent(Announcement):
    """Something happened to a customer."""

    aggregate_id: str = Field(
        description="The customer, by their `sub`; their events come in sequence.",
        examples=["7b1f6c52-4f0e-4d53-9a57-0c6f3a1de2b4"],
    )


class _Profile(UserEvent):
    full_name: str = Field(
        description="As the person wants to be called. Empty in the log.",
        examples=["Ada Quist"],
        json_schema_extra=PERSONAL,
    )
    email: str = Field(
        description="Verified by the user pool. Empty in the log.",
        examples=["ada.quist@example.com"],
        json_schema_extra=PERSONAL,
    )


class UserRegistered(_Profile):
    """A person became a customer; `aggregate_id` is their customer id."""

    name: Literal["users.UserRegistered"] = "users.UserRegistered"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M86CRXYK3ETSM3TAKT4MG507", "at": "2026-11-24T09:04:16.339172Z"}


class UserChanged(_Profile):
    """A customer's name or address for mail changed."""

    name: Literal["users.UserChanged"] = "users.UserChanged"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M86FNXAE2TXZC2P2C3ZTQGQS", "at": "2026-11-24T09:55:03.118450Z", "sequence": 2}


class UserErased(UserEvent):
    """A person is gone, and everyone forgets what they know of them."""

    name: Literal["users.UserErased"] = "users.UserErased"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M890P49855FPKSRCWBVZ2ERA", "at": "2026-11-25T09:30:44.904127Z", "sequence": 3}


class UserBlocked(UserEvent):
    """Staff blocked a person, who can neither sign in nor order."""

    name: Literal["users.UserBlocked"] = "users.UserBlocked"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M892B7Q0X3C5V9T1R4N6H8KJ", "at": "2026-11-25T10:00:12.640318Z", "sequence": 3}


class UserUnblocked(UserEvent):
    """A person who was blocked may sign in and order again."""

    name: Literal["users.UserUnblocked"] = "users.UserUnblocked"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M893Y2D4Z6W8S0P3M5K7G9FB", "at": "2026-11-25T10:28:05.271944Z", "sequence": 4}


class OrderRefused(UserEvent):
    """An order was placed by somebody who had left by then; it can't stand."""

    name: Literal["users.OrderRefused"] = "users.OrderRefused"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M890Y8HAVMAV58V0855ZH2TQ", "at": "2026-11-25T09:35:11.402236Z", "sequence": 4}
    order_id: str = Field(description="The order, of the orders service.", examples=["01M86D80GJJHNTCRDYA5K3S80K"])


EVENTS_OUT = (UserRegistered, UserChanged, UserErased, UserBlocked, UserUnblocked, OrderRefused)
