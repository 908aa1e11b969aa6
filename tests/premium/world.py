"""The data behind the premium API when it is fuzzed by its contract."""

from __future__ import annotations

from chassis.core.events import now
from premium import ports
from premium.domain.membership import Membership
from tests.contracts.scenario import CUSTOMER, THING, Scenario, World
from tests.premium.fakes import MemoryMemberships


def world() -> World:
    """A customer who bought a year, and got a month from staff."""
    member = Membership(CUSTOMER)
    member.buy(THING, 12, now(), now())
    member.grant(1, "The course could not be played", now())
    return {ports.Memberships: MemoryMemberships(member)}


SCENARIO = Scenario(world, ["nobody", "a customer", "staff"])
