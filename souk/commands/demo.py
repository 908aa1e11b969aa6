"""`souk demo`: places one order and reports each effect as it happens."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from decimal import Decimal

import httpx

from souk.base.console import SPINNER, heading, line, screen, step, took
from souk.base.errors import SoukError
from souk.cloud.client import client_as
from souk.cloud.environment import Environment
from souk.commands import mail, options, pages
from souk.commands.options import Env, paths
from souk.local.cloud import Cloud, require
from souk_sdk import Souk
from souk_sdk.orders_v2.models import Order, WantedLine

PATIENCE_SECONDS = 30.0
BESTSELLERS = 50
"""The longest list that the API has."""


@dataclass(frozen=True)
class Effect:
    """An effect of the order, and how to observe it."""

    name: str
    observe: Callable[[], str | None]
    """A description once it has happened; None before."""
    every: float
    """Seconds between two polls: few enough to time it, enough not to slow it down."""


def demo(env: Env = "dev") -> None:
    """Place an order and follow its effects."""
    here, environment = paths(), options.environment(env)
    place_and_watch(require(here), environment)
    pages.show(here, environment)


def place_and_watch(cloud: Cloud, environment: Environment) -> None:
    """Place an order as the demo customer and report every effect."""
    traces: list[str] = []

    def keep_trace(response: httpx.Response) -> None:
        traces.append(response.headers.get("X-Trace-Id", ""))

    with client_as(environment, "customer", keep_trace) as souk:
        heading("souk demo", environment.name)
        with step("sign-in", "as the demo customer") as current:
            current.done(f"as {souk.users.get_profile().email}")
        with step("products") as current:
            products = [product for product in souk.orders.list_products() if product.stock > 0]
            if not products:
                raise SoukError("no product is in stock", f"restock with `souk up --env {environment.name}`")
            listed = {item.sku for item in souk.orders.list_bestsellers(limit=BESTSELLERS).items}
            # A full list of bestsellers shows no sale of another product.
            shown = [product for product in products if len(listed) < BESTSELLERS or product.sku in listed]
            cheapest = min(shown or products, key=lambda product: Decimal(product.price.amount))
            current.done(f"{len(products)} in stock; taking 1 {cheapest.name}")
        journey = Journey(cloud, environment, souk, cheapest.sku)
        started = time.monotonic()
        with step("order", "POST /orders") as current:
            placed = souk.orders.place_order(
                lines=[WantedLine(sku=cheapest.sku, quantity=1)], expected_total=cheapest.price
            )
            current.done(f"{placed.total.amount} {placed.total.currency}")
        screen.print(f"    [dim]order {placed.id}[/]\n    [dim]trace {traces[-1]}[/]")
        times = _watch(journey.effects_of(placed), started)
    screen.print(f"\n  order to mail  [bold]{took(times['mail'])}[/]\n\n  [dim]read it with[/] souk mail\n")


class Journey:
    """The places where the effects of one order show."""

    def __init__(self, cloud: Cloud, environment: Environment, souk: Souk, sku: str) -> None:
        """Records the state before the order."""
        self._cloud, self._environment, self._souk, self._sku = cloud, environment, souk, sku
        self._aws, self._outputs = environment.aws, environment.outputs
        self._stack = environment.require_stack()
        self._mails = {sent.id for sent in mail.outbox(cloud, self._stack)}
        self._sold = self._pieces_sold()
        self._cursors = [self._newest(shard) for shard in self._shards()]

    def effects_of(self, placed: Order) -> list[Effect]:
        """The effects of the order."""
        return [
            Effect("published", lambda: self._published(placed), 0.05),
            Effect("event stream", lambda: self._on_stream(placed), 0.1),
            Effect("mail", self._mailed, 0.05),
            Effect("notification", lambda: self._notified(placed), 0.2),
            Effect("bestsellers", self._counted, 0.2),
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
        to = self._environment.demo_users["customer"].username
        for sent in mail.outbox(self._cloud, self._stack):
            if sent.id not in self._mails and to in sent.to:
                return f"“{sent.subject}”"
        return None

    def _notified(self, placed: Order) -> str | None:
        newest = self._souk.notifications.list_notifications().first().items
        titles = [notification.title for notification in newest if notification.about == placed.id]
        return f"“{titles[0]}”, in the customer's list" if titles else None

    def _counted(self) -> str | None:
        sold = self._pieces_sold()
        return f"{sold} sold" if sold > self._sold else None

    def _pieces_sold(self) -> int:
        best = self._souk.orders.list_bestsellers(limit=BESTSELLERS).items
        return next((item.pieces for item in best if item.sku == self._sku), 0)

    def _shards(self) -> list[str]:
        shards = self._aws.kinesis.list_shards(StreamName=self._outputs.event_stream_name)["Shards"]
        return [shard["ShardId"] for shard in shards]

    def _newest(self, shard: str) -> str:
        return self._aws.kinesis.get_shard_iterator(
            StreamName=self._outputs.event_stream_name, ShardId=shard, ShardIteratorType="LATEST"
        )["ShardIterator"]


def _watch(effects: list[Effect], started: float) -> dict[str, float]:
    """Wait for all effects at once; print each as it happens, with the time since the order was sent."""
    times: dict[str, float] = {}
    with (
        screen.status("[dim]waiting[/]", spinner=SPINNER, spinner_style="cyan") as status,
        ThreadPoolExecutor(len(effects)) as pool,
    ):
        pending = {pool.submit(_until, effect, started): effect for effect in effects}
        status.update("[dim]" + ", ".join(effect.name for effect in pending.values()) + "[/]")
        for done in as_completed(list(pending)):
            effect = pending.pop(done)
            status.update("[dim]" + ", ".join(left.name for left in pending.values()) + "[/]")
            description, times[effect.name] = done.result()
            line(effect.name, description, times[effect.name])
    return times


def _until(effect: Effect, started: float) -> tuple[str, float]:
    while (description := effect.observe()) is None:
        if time.monotonic() - started > PATIENCE_SECONDS:
            raise SoukError(
                f"no {effect.name} after {PATIENCE_SECONDS:.0f} seconds",
                "find the error with `souk logs`",
            )
        time.sleep(effect.every)
    return description, time.monotonic() - started
