"""`souk replay` and `souk dlq` with much to read."""

from __future__ import annotations

from souk.base.console import Step
from souk.cloud import event_archive
from souk.commands.replay import send
from souk.dead_letters import queue
from tests.bench_growth.prepared import Prepared
from tests.bench_growth.sources import Archive, DeadLetters, EmptyStream, ReplayFunction
from tests.fake_environment import FakeEnvironment, function

EVENTS = 100  # of a replay, for each item of the other cases


def list_dead_letters(size: int) -> Prepared:
    """List so many dead letters."""
    environment = FakeEnvironment(sqs=DeadLetters(size))
    return Prepared(lambda: sum(1 for _ in queue.list_letters(environment, ["orders"])), size)


def redrive(size: int) -> Prepared:
    """Redrive so many dead letters."""
    environment = FakeEnvironment(sqs=DeadLetters(size))
    return Prepared(lambda: queue.redrive(environment, "orders", [], lambda _: None), size)


def replay(size: int) -> Prepared:
    """Read a hundred times as many events from an archive, and apply them in order."""
    environment = FakeEnvironment(s3=Archive(size * EVENTS), kinesis=EmptyStream(), functions=ReplayFunction())
    applier = function("orders-replay")
    run = lambda: send(environment.aws, applier, "apply", event_archive.read(environment), Step("apply"))  # noqa: E731
    return Prepared(run, size * EVENTS, has_database=True)
