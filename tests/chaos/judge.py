"""Compares what was acknowledged with what there is. It judges the outcome; it knows no code of the services."""

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
    """What is wrong, one line each. `mails_twice` are told apart: they are the one thing that is not promised."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    reordered: list[str] = field(default_factory=list)
    mails_twice: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = [f"{len(lines)} {kind}: {lines[:5]}" for kind, lines in vars(self).items() if lines]
        return "; ".join(said) or "nothing lost, doubled or reordered"

    @property
    def is_clean(self) -> bool:
        """Whether all that is promised was kept."""
        return not (self.lost or self.doubled or self.reordered)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {kind: len(lines) for kind, lines in vars(self).items()}


def judge(history: History, world: Snapshot, mails: Iterable[Mail]) -> Verdict:
    """The verdict on one history; what other customers did in the same environment is passed over."""
    verdict = Verdict()
    expected = _expected(history)
    _orders(world, expected, verdict)
    _event_rows(expected, world.events, verdict)
    told = [event for rows in world.events.values() for event in rows]
    _log(expected, told, world.log, verdict)
    _inboxes(told, world, verdict)
    _sums(history, world, verdict)
    _compare("notification", (event["id"] for event in told), (row["id"] for row in world.told), verdict)
    verdict.lost += [f"mark on the mail of {row['id']}" for row in world.told if row["mail"] != "sent"]
    _mails(expected, mails, verdict)
    verdict.lost += [f"{count} dead letters of {service}" for service, count in world.dead.items() if count]
    return verdict


def _expected(history: History) -> dict[str, list[str]]:
    """The verbs that each order has seen, in order."""
    verbs: dict[str, list[str]] = {order_id: ["place"] for order_id in history.of("place")}
    for verb in ("cancel", "ship"):
        for order_id in history.of(verb):
            verbs[order_id].append(verb)
    return verbs


def _compare(what: str, wanted: Iterable[object], found: Iterable[object], verdict: Verdict) -> None:
    """Both as sets with counts: what is missing is lost, what is too much is doubled."""
    want, have = Counter(list(wanted)), Counter(list(found))
    verdict.lost += [f"{what} {thing}" for thing in (want - have).elements()]
    verdict.doubled += [f"{what} {thing}" for thing in (have - want).elements()]


def _orders(world: Snapshot, expected: dict[str, list[str]], verdict: Verdict) -> None:
    _compare("order", expected, world.orders, verdict)
    for order_id in expected.keys() & world.orders.keys():
        wanted, status = STATUS[expected[order_id][-1]], world.orders[order_id]["status"]
        if status != wanted:
            verdict.lost.append(f"{wanted} of order {order_id}, which is {status}")


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


def _log(expected: dict[str, list[str]], told: list[Row], log: list[Row], verdict: Verdict) -> None:
    """The log may hold an event again (whoever reads it knows the ids); its first times are in order."""
    first: dict[str, list[int]] = defaultdict(list)
    seen: set[str] = set()
    for event in log:
        if event["aggregate_id"] in expected and event["id"] not in seen:
            seen.add(event["id"])
            first[event["aggregate_id"]].append(event["sequence"])
    _compare("event in the log", (event["id"] for event in told), seen, verdict)
    verdict.reordered += [f"log of {order_id}: {told}" for order_id, told in first.items() if told != sorted(told)]


def _inboxes(told: list[Row], world: Snapshot, verdict: Verdict) -> None:
    counted = {event["id"] for event in told if event["name"] != FACT["ship"]}
    for service, wanted in (
        ("notifications", {event["id"] for event in told}),
        ("users", counted),
        ("orders", counted),
    ):
        verdict.lost += [f"event {event_id} at {service}" for event_id in wanted - world.inbox[service]]


def _sums(history: History, world: Snapshot, verdict: Verdict) -> None:
    """Stock, bestsellers and each customer's count: a doubled or lost effect doesn't add up."""
    called_off = history.of("cancel")
    open_orders = [done for order_id, done in history.of("place").items() if order_id not in called_off]
    sold: Counter[str] = Counter()
    for done in open_orders:
        sold[done.sku] += done.pieces
    placed = Counter(done.customer_id for done in open_orders)
    for sku in history.skus:
        _sum(f"stock of {sku}", sold[sku], FULL - world.stock.get(sku, FULL), verdict)
        _sum(f"pieces sold of {sku}", sold[sku], world.sold.get(sku, 0), verdict)
    for customer in history.customers:
        _sum(f"orders of {customer}", placed[customer], world.counted.get(customer, 0), verdict)


def _sum(what: str, wanted: int, found: int, verdict: Verdict) -> None:
    if found != wanted:
        (verdict.lost if found < wanted else verdict.doubled).append(f"{what}: {found} instead of {wanted}")


def _mails(expected: dict[str, list[str]], mails: Iterable[Mail], verdict: Verdict) -> None:
    """Each fact is mailed, and what follows is not mailed before what came first."""
    found: dict[str, list[str]] = defaultdict(list)
    for mail in mails:
        if mail.order_id in expected:
            found[mail.order_id].append(mail.subject)
    for order_id, verbs in expected.items():
        wanted = [SUBJECT[FACT[verb]] for verb in verbs]
        subjects = found[order_id]
        verdict.lost += [f"mail on {order_id}: {subject}" for subject in set(wanted) - set(subjects)]
        verdict.mails_twice += [
            f"{order_id}: {subject}" for subject in (Counter(subjects) - Counter(wanted)).elements()
        ]
        first_times = [subject for subject in dict.fromkeys(subjects) if subject in wanted]
        if first_times != [subject for subject in wanted if subject in first_times]:
            verdict.reordered.append(f"mails on {order_id}: {subjects}")
