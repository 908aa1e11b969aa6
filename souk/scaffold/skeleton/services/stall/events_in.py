"""The events that stall consumes, with only the fields it reads."""

from __future__ import annotations

from typing import Literal

from chassis.core.events import Event


class UserErased(Event):
    """A user was erased; `aggregate_id` is their customer id."""

    name: Literal["users.UserErased"] = "users.UserErased"
    version: Literal[1] = 1
