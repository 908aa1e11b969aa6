"""Events of a replay: in order and each once, with few of them in memory, in batches that Lambda takes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from weakref import WeakSet

from chassis.core.wire import MAX_BYTES
from souk.cloud.ordered_events import ArchivedEvent, OrderedEvents
from souk.commands.replay import BATCH_SIZE, batches


def event(number: int, aggregate: str = "a", at: str = "2026-01-01", wire: str = "{}") -> ArchivedEvent:
    return ArchivedEvent(f"{aggregate}{number:06d}", at, aggregate, number, wire)


class Held:
    """The events that are in memory, and the most at once."""

    def __init__(self) -> None:
        self._events: WeakSet[ArchivedEvent] = WeakSet()
        self.most = 0

    def watch(self, events: Iterable[ArchivedEvent]) -> Iterator[ArchivedEvent]:
        """The same events, one by one."""
        for each in events:
            self._events.add(each)
            self.most = max(self.most, len(self._events))
            yield each


def many(number: int) -> Iterator[ArchivedEvent]:
    for each in range(number):
        yield event(each, aggregate=f"order-{each % 7}", at=f"2026-01-01T{each:08d}", wire=json.dumps({"n": each}))


def test_a_replay_holds_a_batch_of_events_however_many_there_are() -> None:
    stored, sent = Held(), Held()

    ordered = OrderedEvents(stored.watch(many(5_000)))
    sizes = [len(batch) for batch in batches(sent.watch(ordered))]

    assert sum(sizes) == 5_000
    assert stored.most <= 2
    assert BATCH_SIZE <= sent.most <= 2 * BATCH_SIZE + 1


def test_every_event_comes_once_in_the_order_of_its_aggregate() -> None:
    dice = random.Random(1)  # noqa: S311
    events = [event(n, aggregate, at=dice.choice("123")) for aggregate in "abc" for n in range(1, 50)]
    shuffled = dice.sample(events * 2, len(events) * 2)

    ordered = OrderedEvents(shuffled)

    assert len(ordered) == len(events)
    for aggregate in "abc":
        assert [each.sequence for each in ordered if each.aggregate_id == aggregate] == [*range(1, 50)]


def test_events_can_be_read_again_and_added_to() -> None:
    ordered = OrderedEvents([event(2)])
    assert [each.sequence for each in ordered] == [2]

    ordered.add([event(1), event(2), event(3)])

    for _ in range(2):
        assert [each.sequence for each in ordered] == [1, 2, 3]


def test_no_batch_of_the_biggest_events_is_more_than_lambda_takes() -> None:
    biggest = json.dumps({"note": '"' * (MAX_BYTES // 2 - 20)})

    sent = list(batches(event(n, wire=biggest) for n in range(50)))

    assert sum(map(len, sent)) == 50
    assert all(len(json.dumps([each.wire for each in batch])) < 6_000_000 for batch in sent)
    assert max(map(len, sent)) > 5
