"""What users announces. Fields are added, never changed; what breaks a reader is a new version."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chassis.events import Announcement


class _Profile(Announcement):
    full_name: str = Field(description="As the person wants to be called.")
    email: str = Field(description="Verified by the user pool.")


class UserRegistered(_Profile):
    """A person became a customer; `aggregate_id` is their customer id."""

    name: Literal["users.UserRegistered"] = "users.UserRegistered"
    version: Literal[1] = 1


class UserChanged(_Profile):
    """A customer's name or address for mail changed."""

    name: Literal["users.UserChanged"] = "users.UserChanged"
    version: Literal[1] = 1


class UserErased(Announcement):
    """A person is gone, and everyone forgets what they know of them."""

    name: Literal["users.UserErased"] = "users.UserErased"
    version: Literal[1] = 1


class OrderRefused(Announcement):
    """An order was placed by somebody who had left by then; it can't stand."""

    name: Literal["users.OrderRefused"] = "users.OrderRefused"
    version: Literal[1] = 1
    order_id: str = Field(description="The order, of the orders service.")


EVENTS_OUT = (UserRegistered, UserChanged, UserErased, OrderRefused)
