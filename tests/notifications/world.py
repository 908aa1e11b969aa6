"""What there is behind the notifications API when it is asked whatever its contract allows."""

from __future__ import annotations

from chassis.core.events import now
from notifications import ports
from notifications.domain import Kind, Notification
from tests.contracts.scenario import CUSTOMER, THING, Scenario, World
from tests.notifications.fakes import MemoryContacts, MemoryNotifications


def world() -> World:
    """A customer who was told of an order."""
    told = MemoryNotifications()
    told.add(Notification(THING, CUSTOMER, Kind.ORDER_PLACED, "We have your order", "One lamp.", now(), THING))
    return {ports.Notifications: told, ports.Contacts: MemoryContacts()}


SCENARIO = Scenario(world, ["nobody", "a customer"])
