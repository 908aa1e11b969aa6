"""The state behind the notifications API when requests are generated from its contract."""

from __future__ import annotations

from chassis.core.events import now
from notifications import ports
from notifications.domain import Kind, Notification
from tests.contracts.scenario import CUSTOMER, THING, Scenario, World
from tests.notifications.fakes import MemoryContacts, MemoryNotifications


def world() -> World:
    """A customer with a notification about an order."""
    notifications = MemoryNotifications()
    notifications.add(Notification(THING, CUSTOMER, Kind.ORDER_PLACED, "We have your order", "One lamp.", now(), THING))
    return {ports.Notifications: notifications, ports.Contacts: MemoryContacts()}


SCENARIO = Scenario(world, ["nobody", "a customer"])
