"""The data behind the website API when it is fuzzed by its contract."""

from __future__ import annotations

from tests.contracts.scenario import Scenario, World
from tests.website.fake_pictures import MemoryOriginals, MemoryPictures, MemoryShelf
from tests.website.fakes import FixedKeys, GatewayCallers, MemorySubscribers
from tests.website.fakes_catalogue import MemoryRefreshes
from website.domain.newsletter import Limits
from website.ports.catalogue import Refreshes
from website.ports.newsletter import Callers, Keys, Subscribers
from website.ports.pictures import Originals, Pictures, Shelf


def world() -> World:
    """A newsletter without subscribers and limits, and no pictures."""
    return {
        Subscribers: MemorySubscribers(),
        Keys: FixedKeys(),
        Callers: GatewayCallers(),
        Limits: Limits(per_address=10**6, per_caller=10**6),
        Pictures: MemoryPictures(),
        Originals: MemoryOriginals(),
        Shelf: MemoryShelf(),
        Refreshes: MemoryRefreshes(),
    }


SCENARIO = Scenario(world, ["nobody", "a customer", "staff"])
