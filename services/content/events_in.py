"""The events that content consumes, with only the fields it reads."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from chassis.core.events import Event


class MembershipEvent(Event):
    """A membership changed; `aggregate_id` is the customer's id."""

    until: datetime


class MembershipBegan(MembershipEvent):
    """A customer became a member."""

    name: Literal["premium.MembershipBegan"] = "premium.MembershipBegan"
    version: Literal[1] = 1


class MembershipProlonged(MembershipEvent):
    """A membership ends later."""

    name: Literal["premium.MembershipProlonged"] = "premium.MembershipProlonged"
    version: Literal[1] = 1


class MembershipShortened(MembershipEvent):
    """A membership ends earlier."""

    name: Literal["premium.MembershipShortened"] = "premium.MembershipShortened"
    version: Literal[1] = 1


class MembershipEnded(MembershipEvent):
    """A membership has ended."""

    name: Literal["premium.MembershipEnded"] = "premium.MembershipEnded"
    version: Literal[1] = 1


class UserErased(Event):
    """A user was erased; `aggregate_id` is their customer id."""

    name: Literal["users.UserErased"] = "users.UserErased"
    version: Literal[1] = 1
