"""`souk demo`: one order's journey, each step shown when it happens."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from decimal import Decimal

from souk.base.console import SPINNER, heading, line, screen, step, took
from souk.base.errors import SoukError
from souk.cloud import client, demo_users, outputs, stack
from souk.cloud.clients import Aws, local_aws
from souk.cloud.outputs import Outputs
from souk.commands import mail
from souk.commands.options import Env, places
from souk.local.cloud import Cloud, require
from souk_sdk import Souk
from souk_sdk.orders_v2.models import Order, WantedLine

PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class Watch:
    """Something that will happen because of the order, and how to see it."""

    name: str
    seen: Callable[[], str | None]
    """What to say once it has happened; None before."""
    every: float
    """Seconds between two looks: often enough to time it, seldom enough not to slow it down."""


def demo(env: Env = "dev") -> None:
    """Place an order and watch it travel."""
    found = require(places())
    aws = local_aws(found.endpoint_url)
    place_and_watch(found, aws, outputs.read(aws, env, demo_users.known(aws, env)))


def place_and_watch(cloud: Cloud, aws: Aws, outputs: Outputs) -> None:
    """Place an order as the demo customer and watch everything that follows."""
    heading("souk demo", outputs.env)
    traces: list[str] = []
    with client.enter(outputs, "customer", lambda answer: traces.append(answer.headers.get("X-Trace-Id", ""))) as souk:
        with step("sign-in", "as the demo customer") as current:
            current.done(f"as {souk.users.get_profile().email}")
        with step("products") as current:
            products = [product for product in souk.orders.list_products() if product.stock > 0]
            if not products:
                raise SoukError("every shelf is empty", f"`souk up --env {outputs.env}` fills them again")
            chosen = min(products, key=lambda product: Decimal(product.price.amount))
            current.done(f"{len(products)} in stock; taking 1 {chosen.name}")
        journey = Journey(cloud, aws, outputs, souk, chosen.sku)
        started = time.monotonic()
        with step("order", "POST /orders") as current:
            placed = souk.orders.place_order(
                lines=[WantedLine(sku=chosen.sku, quantity=1)], expected_total=chosen.price
            )
            current.done(f"{placed.total.amount} {placed.total.currency}")
        screen.print(f"    [dim]order {placed.id}[/]\n    [dim]trace {traces[-1]}[/]")
        times = _watch(journey.after(placed), started)
    screen.print(f"\n  order to mail  [bold]{took(times['mail'])}[/]\n\n  [dim]read it with[/] souk mail\n")


class Journey:
    """Where to look for the traces of one order."""

    def __init__(self, cloud: Cloud, aws: Aws, outputs: Outputs, souk: Souk, sku: str) -> None:
        """Remembers how things were before the order."""
        self._cloud, self._aws, self._outputs, self._souk, self._sku = cloud, aws, outputs, souk, sku
        self._stack = stack.require(aws, outputs.env)
        self._mails = {known.id for known in mail.outbox(cloud, self._stack)}
        self._sold = self._pieces_sold()
        self._cursors = [self._newest(shard) for shard in self._shards()]

    def after(self, placed: Order) -> list[Watch]:
        """What follows from the order."""
        return [
            Watch("published", lambda: self._published(placed), 0.05),
            Watch("event stream", lambda: self._on_stream(placed), 0.1),
            Watch("mail", self._mailed, 0.05),
            Watch("notification", lambda: self._notified(placed), 0.2),
            Watch("bestsellers", self._counted, 0.2),
        ]

    def _published(self, placed: Order) -> str | None:
        """The order's event row has left the outbox."""
        page = self._aws.dynamodb.scan(TableName=self._outputs.tables["orders"], IndexName="by-pending")
        pending = any(placed.id in value["S"] for row in page["Items"] for value in row.values() if "S" in value)
        return None if pending else "left the outbox, for SNS and Kinesis"

    def _on_stream(self, placed: Order) -> str | None:
        for number, cursor in enumerate(self._cursors):
            page = self._aws.kinesis.get_records(ShardIterator=cursor)
            self._cursors[number] = page["NextShardIterator"]
            for record in page["Records"]:
                event = json.loads(record["Data"])
                if event.get("aggregate_id") == placed.id:
                    return f"{event['name']} on Kinesis, sequence {event['sequence']}"
        return None

    def _mailed(self) -> str | None:
        to = self._outputs.demo["customer"].username
        for sent in mail.outbox(self._cloud, self._stack):
            if sent.id not in self._mails and to in sent.to:
                return f"“{sent.subject}”"
        return None

    def _notified(self, placed: Order) -> str | None:
        newest = self._souk.notifications.list_notifications().first().items
        about = [told.title for told in newest if told.about == placed.id]
        return f"“{about[0]}”, in the customer's list" if about else None

    def _counted(self) -> str | None:
        sold = self._pieces_sold()
        return f"{sold} sold" if sold > self._sold else None

    def _pieces_sold(self) -> int:
        best = self._souk.orders.list_bestsellers(limit=50).items
        return next((item.pieces for item in best if item.sku == self._sku), 0)

    def _shards(self) -> list[str]:
        found = self._aws.kinesis.list_shards(StreamName=self._outputs.event_stream_name)
        return [shard["ShardId"] for shard in found["Shards"]]

    def _newest(self, shard: str) -> str:
        return self._aws.kinesis.get_shard_iterator(
            StreamName=self._outputs.event_stream_name, ShardId=shard, ShardIteratorType="LATEST"
        )["ShardIterator"]


def _watch(watches: list[Watch], started: float) -> dict[str, float]:
    """Wait for everything at once; show each when it happens, with the time since the order was sent."""
    times: dict[str, float] = {}
    with (
        screen.status("[dim]waiting[/]", spinner=SPINNER, spinner_style="cyan") as status,
        ThreadPoolExecutor(len(watches)) as pool,
    ):
        pending = {pool.submit(_until, watch, started): watch for watch in watches}
        status.update("[dim]" + ", ".join(watch.name for watch in pending.values()) + "[/]")
        for done in as_completed(list(pending)):
            watch = pending.pop(done)
            status.update("[dim]" + ", ".join(left.name for left in pending.values()) + "[/]")
            said, times[watch.name] = done.result()
            line(watch.name, said, times[watch.name])
    return times


def _until(watch: Watch, started: float) -> tuple[str, float]:
    while (said := watch.seen()) is None:
        if time.monotonic() - started > PATIENCE_SECONDS:
            raise SoukError(
                f"no {watch.name} after {PATIENCE_SECONDS:.0f} seconds", "`souk status` and `souk logs` may tell why"
            )
        time.sleep(watch.every)
    return said, time.monotonic() - started
