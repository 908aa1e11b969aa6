"""The data behind the stall API when it is fuzzed by its contract."""

from __future__ import annotations

from tests.stall.fakes import MemoryWidgets

from stall import ports
from stall.domain import Widget
from tests.contracts.scenario import CUSTOMER, THING, Scenario, World


def world() -> World:
    """A customer who has one widget."""
    return {ports.Widgets: MemoryWidgets(Widget(CUSTOMER, "The first one", THING))}


SCENARIO = Scenario(world, ["nobody", "a customer", "staff"])
