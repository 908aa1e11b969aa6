"""What there is behind the stall API when it is asked whatever its contract allows."""

from __future__ import annotations

from tests.stall.fakes import MemoryWidgets

from stall import ports
from stall.domain import Widget
from tests.contracts.setting import CUSTOMER, THING, Setting, World


def world() -> World:
    """A customer who has one widget."""
    return {ports.Widgets: MemoryWidgets(Widget(CUSTOMER, "The first one", THING))}


SETTING = Setting(world, ["nobody", "a customer", "staff"])
