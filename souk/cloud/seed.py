"""What a fresh environment starts with: a shelf of connected gadgets and two people."""

import time
from dataclasses import dataclass

from souk.cloud import client, demo_users
from souk.cloud.clients import Aws
from souk.cloud.outputs import Outputs
from souk_sdk.orders_v2.models import Money
from souk_sdk.problems import NotFound

SETTLE_SECONDS = 30.0


@dataclass(frozen=True)
class Gadget:
    """A product as it is first put on the shelf; the price in euros."""

    sku: str
    name: str
    price: str
    stock: int


SHELF = (
    Gadget("LUMEN-BULB", "Lumen bulb, warm to daylight", "24.90", 500),
    Gadget("LUMEN-STRIP", "Lumen light strip, 2 m", "39.90", 300),
    Gadget("ARIA-SPEAKER", "Aria room speaker", "129.00", 120),
    Gadget("SPROUT-SENSOR", "Sprout plant sensor", "19.90", 400),
    Gadget("VIGIL-DOORBELL", "Vigil video doorbell", "179.00", 80),
    Gadget("EMBER-THERMOSTAT", "Ember radiator thermostat", "69.90", 250),
    Gadget("DRIFT-PURIFIER", "Drift air purifier", "249.00", 60),
    Gadget("HUB-MINI", "Souk hub mini", "79.00", 200),
)


@dataclass(frozen=True)
class Seeded:
    """What seeding changed; nothing at all on most days."""

    products: int
    people: int
    settled: bool = True
    """Whether all that was announced has arrived."""
    nobody: bool = False
    """There are no demo people, and nobody else is there to fill the shelf."""

    def __str__(self) -> str:
        """As the step's result."""
        if self.nobody:
            return "nothing: a protected environment gets no demo people"
        if not self.products and not self.people:
            return f"{len(SHELF)} products and 2 people, already there"
        news = "" if self.settled else "; [yellow]the news of it is still on its way[/]"
        return f"{self.products} products, {self.people} people{news}"


def seed(aws: Aws, outputs: Outputs) -> Seeded:
    """Put in what is missing; what is there stays as it is, but an emptied shelf is filled again."""
    if not outputs.demo:
        return Seeded(0, 0, nobody=True)
    enrolled = demo_users.enrol(aws, outputs)
    for role, name in demo_users.NAMES.items():
        with client.enter(outputs, role) as person:
            try:
                person.users.get_profile()
            except NotFound:
                person.users.put_profile(name=name)
                enrolled = max(enrolled, 1)
    with client.enter(outputs, "staff") as staff:
        on_shelf = {product.sku: product.stock for product in staff.orders.list_products(limit=100)}
        missing = [gadget for gadget in SHELF if on_shelf.get(gadget.sku, 0) < gadget.stock // 10]
        for gadget in missing:
            price = Money(amount=gadget.price, currency="EUR")
            staff.orders.put_product(gadget.sku, name=gadget.name, price=price, stock=gadget.stock)
    return Seeded(len(missing), enrolled)


def settle(aws: Aws, outputs: Outputs) -> bool:
    """Wait until everything announced has arrived: an order would otherwise overtake its customer's address."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline:
        if not _announcing(aws, outputs) and not any(waiting(aws, url) for url in outputs.queues.values()):
            return True
        time.sleep(0.1)
    return False


def waiting(aws: Aws, queue_url: str) -> int:
    """Messages in a queue, those being handled included."""
    found = aws.sqs.get_queue_attributes(
        QueueUrl=queue_url,
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )
    return sum(int(count) for count in found["Attributes"].values())


def _announcing(aws: Aws, outputs: Outputs) -> int:
    """Event rows that no relay has published yet."""
    return sum(
        aws.dynamodb.scan(TableName=table, IndexName="by-pending", Select="COUNT")["Count"]
        for service, table in outputs.tables.items()
        if service != "notifications"
    )
