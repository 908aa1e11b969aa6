"""The data of a fresh environment: each service's own, put in by the `seed.py` in its folder."""

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec

from souk.cloud import demo_users
from souk.cloud.client import client_as
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.cloud.queues import depth
from souk_sdk import Souk

SETTLE_SECONDS = 30.0
PENDING = "by-pending"
Clients = Mapping[demo_users.Role, Souk]
"""Clients by the roles of the demo users."""
Seed = Callable[[Clients], Mapping[str, int]]
"""Adds what is missing of one service's data; returns how many, by kind."""


@dataclass(frozen=True)
class Seeded:
    """The additions of one run; on most days there are none."""

    added: dict[str, int] = field(default_factory=dict)
    """How many, by kind."""
    settled: bool = True
    """Whether all events of the additions have been handled."""
    has_no_users: bool = False
    """There are no demo users, and only they may add something."""
    failed: dict[str, Exception] = field(default_factory=dict)
    """The errors of services whose own data is not complete."""

    def __bool__(self) -> bool:
        return any(self.added.values())

    def __str__(self) -> str:
        """As the step's result."""
        if self.has_no_users:
            return "nothing: a protected environment gets no demo users"
        failed = f"; [red]not that of {', '.join(self.failed)}[/]" if self.failed else ""
        if not self:
            return (f"{' and '.join(self.added)} are already there" if self.added else "nothing added") + failed
        pending = "" if self.settled else "; [yellow]some of its events are still being handled[/]"
        return ", ".join(f"{count} {kind}" for kind, count in self.added.items()) + pending + failed

    @property
    def failures(self) -> list[str]:
        """The errors for people."""
        return [f"{service}: {type(error).__name__}: {error}" for service, error in self.failed.items()]


def seed(environment: Environment) -> Seeded:
    """Add what is missing of every service's data; existing data stays as it is.

    A service that fails leaves the others' data alone.
    """
    if not environment.demo_users:
        return Seeded(has_no_users=True)
    demo_users.enroll(environment)
    with ExitStack() as stack:
        clients = {role: stack.enter_context(client_as(environment, role)) for role in demo_users.ROLES}
        return add({service: seed for service in environment.services if (seed := _find(service))}, clients)


def add(seeds: Mapping[str, Seed], clients: Clients) -> Seeded:
    """Call the seed of each service."""
    seeded = Seeded()
    for service, seed in seeds.items():
        try:
            seeded.added.update(seed(clients))
        except Exception as error:  # whatever is wrong with one service
            seeded.failed[service] = error
    return seeded


def _find(service: str) -> Seed | None:
    """The seed in a service's folder, if the checkout has one."""
    if not (find_spec(service) and find_spec(f"{service}.seed")):
        return None
    seed: Seed = import_module(f"{service}.seed").seed
    return seed


def settle(environment: Environment) -> bool:
    """Wait until all events have been handled: an order would otherwise overtake its customer's address."""
    deadline, outboxes = time.monotonic() + SETTLE_SECONDS, _outboxes(environment)
    aws, queues = environment.aws, environment.outputs.queues.values()
    while time.monotonic() < deadline:
        if not _unpublished(aws, outboxes) and not any(any(depth(aws, url)) for url in queues):
            return True
        time.sleep(0.1)
    return False


def _outboxes(environment: Environment) -> list[str]:
    """The tables of services that announce events: those with an index of unpublished rows."""
    dynamodb = environment.aws.dynamodb
    tables = [dynamodb.describe_table(TableName=name)["Table"] for name in environment.outputs.tables.values()]
    return [
        table["TableName"]
        for table in tables
        if any(index["IndexName"] == PENDING for index in table.get("GlobalSecondaryIndexes", []))
    ]


def _unpublished(aws: Aws, outboxes: list[str]) -> int:
    return sum(aws.dynamodb.scan(TableName=name, IndexName=PENDING, Select="COUNT")["Count"] for name in outboxes)
