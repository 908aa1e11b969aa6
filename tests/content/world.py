"""The data behind the content API when it is fuzzed by its contract."""

from __future__ import annotations

from content.ports.catalogue import Catalogue
from content.ports.opening import Opening
from tests.content.fakes import MemoryCatalogue, piece
from tests.content.fakes_opening import member, opening
from tests.contracts.scenario import CUSTOMER, Scenario, World


def world() -> World:
    """A course, and members: a customer, and one of the staff, whom the examples ask as."""
    catalogue = MemoryCatalogue(piece())
    return {
        Catalogue: catalogue,
        Opening: opening(catalogue, member(CUSTOMER), member("a-member-of-staff"), cookie_domain="souk.example"),
    }


SCENARIO = Scenario(world, ["nobody", "a customer", "staff"])
