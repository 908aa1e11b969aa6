"""Compares the acknowledged operations with the outcome, without using the services' code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.chaos.history import FULL, History
from tests.chaos.mailbox import Mail
from tests.chaos.snapshot import Row, Snapshot

FACT = {"place": "orders.OrderPlaced", "cancel": "orders.OrderCancelled", "ship": "orders.OrderShipped"}
STATUS = {"place": "placed", "cancel": "cancelled", "ship": "shipped"}
SUBJECT = {
    "orders.OrderPlaced": "Your order is in",
    "orders.OrderCancelled": "Your order is cancelled",
    "orders.OrderShipped": "Your order has shipped",
}


@dataclass
class Verdict:
    """Violations, a line each. Doubled mails are separate, because only they are allowed."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    reordered: list[str] = field(default_factory=list)
    mails_twice: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [f"{len(lines)} {kind}: {lines[:5]}" for kind, lines in vars(self).items() if lines]
        return "; ".join(parts) or "nothing lost, doubled or reordered"

    @property
    def is_clean(self) -> bool:
        """Whether all promises were kept."""
        return not (self.lost or self.doubled or self.reordered)

    @property
    def counts(self) -> dict[str, int]:
        """The number of violations of each kind."""
        return {kind: len(lines) for kind, lines in vars(self).items()}


def judge(history: History, world: Snapshot, mails: Iterable[Mail]) -> Verdict:
    """The verdict on one history, without other customers of the same environment."""
    verdict = Verdict()
    expected = _expected(history)
    _orders(world, expected, verdict)
    _event_rows(expected, world.events, verdict)
    published = [event for rows in world.events.values() for event in rows]
    _log(expected, published, world.log, verdict)
    _inboxes(published, world, verdict)
    _sums(history, world, verdict)
    _compare("notification", (event["id"] for event in published), (row["id"] for row in world.notifications), verdict)
    verdict.lost += [f"mark on the mail of {row['id']}" for row in world.notifications if row["mail"] != "sent"]
    _mails(expected, mails, verdict)
    verdict.lost += [f"{count} dead letters of {service}" for service, count in world.dead.items() if count]
    return verdict


def _expected(history: History) -> dict[str, list[str]]:
    """The acknowledged verbs of each order, in order."""
    verbs: dict[str, list[str]] = {order_id: ["place"] for order_id in history.of("place")}
    for verb in ("cancel", "ship"):
        for order_id in history.of(verb):
            verbs[order_id].append(verb)
    return verbs


def _compare(label: str, expected: Iterable[object], actual: Iterable[object], verdict: Verdict) -> None:
    """Compare two multisets: missing elements are lost, surplus ones doubled."""
    want, have = Counter(list(expected)), Counter(list(actual))
    verdict.lost += [f"{label} {element}" for element in (want - have).elements()]
    verdict.doubled += [f"{label} {element}" for element in (have - want).elements()]


def _orders(world: Snapshot, expected: dict[str, list[str]], verdict: Verdict) -> None:
    _compare("order", expected, world.orders, verdict)
    for order_id in expected.keys() & world.orders.keys():
        expected_status, status = STATUS[expected[order_id][-1]], world.orders[order_id]["status"]
        if status != expected_status:
            verdict.lost.append(f"{expected_status} of order {order_id}, which is {status}")


def _event_rows(expected: dict[str, list[str]], events: dict[str, list[Row]], verdict: Verdict) -> None:
    for order_id, verbs in expected.items():
        rows = events.get(order_id, [])
        if [row["name"] for row in rows] == [FACT[verb] for verb in verbs]:
            sequences = [row["sequence"] for row in rows]
            if sequences != list(range(1, len(rows) + 1)):
                verdict.reordered.append(f"event rows of {order_id}: {sequences}")
        else:
            _compare(f"event row of {order_id}", [FACT[verb] for verb in verbs], [row["name"] for row in rows], verdict)
        verdict.lost += [f"publication of {row['id']}" for row in rows if "pending" in row]


def _log(expected: dict[str, list[str]], published: list[Row], log: list[Row], verdict: Verdict) -> None:
    """The log may contain an event twice, because consumers know its id; first occurrences are in order."""
    first: dict[str, list[int]] = defaultdict(list)
    seen: set[str] = set()
    for event in log:
        if event["aggregate_id"] in expected and event["id"] not in seen:
            seen.add(event["id"])
            first[event["aggregate_id"]].append(event["sequence"])
    _compare("event in the log", (event["id"] for event in published), seen, verdict)
    verdict.reordered += [f"log of {order_id}: {order}" for order_id, order in first.items() if order != sorted(order)]


def _inboxes(published: list[Row], world: Snapshot, verdict: Verdict) -> None:
    counted = {event["id"] for event in published if event["name"] != FACT["ship"]}
    for service, ids in (
        ("notifications", {event["id"] for event in published}),
        ("users", counted),
        ("orders", counted),
    ):
        verdict.lost += [f"event {event_id} at {service}" for event_id in ids - world.inbox[service]]


def _sums(history: History, world: Snapshot, verdict: Verdict) -> None:
    """Stock, bestsellers and each customer's count: a doubled or lost effect changes a sum."""
    cancelled = history.of("cancel")
    open_orders = [order for order_id, order in history.of("place").items() if order_id not in cancelled]
    sold: Counter[str] = Counter()
    for order in open_orders:
        sold[order.sku] += order.pieces
    placed = Counter(order.customer_id for order in open_orders)
    for sku in history.skus:
        _sum(f"stock of {sku}", sold[sku], FULL - world.stock.get(sku, FULL), verdict)
        _sum(f"pieces sold of {sku}", sold[sku], world.sold.get(sku, 0), verdict)
    for customer in history.customers:
        _sum(f"orders of {customer}", placed[customer], world.counted.get(customer, 0), verdict)


def _sum(label: str, expected: int, actual: int, verdict: Verdict) -> None:
    if actual != expected:
        (verdict.lost if actual < expected else verdict.doubled).append(f"{label}: {actual} instead of {expected}")


def _mails(expected: dict[str, list[str]], mails: Iterable[Mail], verdict: Verdict) -> None:
    """Each event is mailed, in order."""
    subjects_of: dict[str, list[str]] = defaultdict(list)
    for mail in mails:
        if mail.order_id in expected:
            subjects_of[mail.order_id].append(mail.subject)
    for order_id, verbs in expected.items():
        in_order = [SUBJECT[FACT[verb]] for verb in verbs]
        subjects = subjects_of[order_id]
        verdict.lost += [f"mail on {order_id}: {subject}" for subject in set(in_order) - set(subjects)]
        verdict.mails_twice += [
            f"{order_id}: {subject}" for subject in (Counter(subjects) - Counter(in_order)).elements()
        ]
        first_times = [subject for subject in dict.fromkeys(subjects) if subject in in_order]
        if first_times != [subject for subject in in_order if subject in first_times]:
            verdict.reordered.append(f"mails on {order_id}: {subjects}")
