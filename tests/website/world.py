"""The data behind the website API when it is fuzzed by its contract."""

from __future__ import annotations

from chassis.core.identity import IdempotencyKey
from tests.contracts.scenario import CUSTOMER, THING, Scenario, World
from tests.website.fake_pictures import MemoryOriginals, MemoryPictures, MemoryShelf
from tests.website.fakes import FixedKeys, GatewayCallers, MemorySubscribers
from tests.website.fakes_catalogue import MemoryRefreshes
from website.domain.newsletter import Limits, Subscriber
from website.domain.pictures import JPEG, Upload
from website.ports.catalogue import Refreshes
from website.ports.newsletter import Callers, Keys, Subscribers
from website.ports.pictures import Originals, Pictures, Shelf

SUBSCRIBER = CUSTOMER.replace("-", "")
"""The subscriber of the tokens in the contract."""


def world() -> World:
    """A newsletter with a subscriber who has to confirm, and without limits; an upload without its file."""
    pictures = MemoryPictures()
    pictures.add(Upload("SPROUT-SENSOR", JPEG, 482133, "A plant sensor", THING), IdempotencyKey("upload", "body"))
    return {
        Subscribers: MemorySubscribers(Subscriber.sign_up(SUBSCRIBER, "mira@souk.example")),
        Keys: FixedKeys(),
        Callers: GatewayCallers(),
        Limits: Limits(per_address=10**6, per_caller=10**6),
        Pictures: pictures,
        Originals: MemoryOriginals(),
        Shelf: MemoryShelf(),
        Refreshes: MemoryRefreshes(),
    }


SCENARIO = Scenario(world, ["nobody", "a customer", "staff"])
