"""The data behind the content API when it is fuzzed by its contract."""

from __future__ import annotations

from content.ports.catalogue import Catalogue
from tests.content.fakes import MemoryCatalogue, piece
from tests.contracts.scenario import Scenario, World


def world() -> World:
    """A course."""
    return {Catalogue: MemoryCatalogue(piece())}


SCENARIO = Scenario(world, ["nobody", "a customer", "staff"])
