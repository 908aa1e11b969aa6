"""The data behind the content API when it is fuzzed by its contract."""

from __future__ import annotations

from content.ports.catalogue import Catalogue
from content.ports.opening import Opening
from tests.content.fakes import MemoryCatalogue, piece
from tests.content.fakes_opening import member, opening
from tests.contracts.scenario import CUSTOMER, Scenario, World


def world() -> World:
    """A course, and a customer who is a member."""
    catalogue = MemoryCatalogue(piece())
    return {Catalogue: catalogue, Opening: opening(catalogue, member(CUSTOMER), cookie_domain="souk.example")}


SCENARIO = Scenario(world, ["nobody", "a customer", "staff"])
