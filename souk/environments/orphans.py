"""Everything in an account that bears an environment's name, service by service, whatever its stack believes."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from botocore.exceptions import ClientError

from souk.cloud.clients import Aws
from souk.cloud.naming import owner
from souk.environments.resource_types import KINDS, Kind


@dataclass(frozen=True)
class Thing:
    """One thing that exists."""

    kind: str
    name: str
    """As it begins with `souk-ENV`."""
    id: str
    """As its service knows it."""


def belonging_to(aws: Aws, env: str, environments: Iterable[str], kinds: Iterable[Kind] = KINDS) -> list[Thing]:
    """What bears the environment's name. The names of the others settle whose `souk-pr-7-orders` is."""
    known = {env, *environments}
    return [
        Thing(kind.name, name, own) for kind in kinds for name, own in kind.listed(aws) if owner(name, known) == env
    ]


def remove(aws: Aws, things: Iterable[Thing]) -> None:
    """Remove them, what refers to others first. What can't go yet, another look finds."""
    known = {kind.name: kind for kind in KINDS}
    for thing in things:
        with suppress(ClientError):
            known[thing.kind].remove(aws, thing.id)


def named(things: list[Thing]) -> str:
    """The first few, for a message."""
    first = ", ".join(f"{thing.kind} {thing.name}" for thing in things[:3])
    return first if len(things) <= 3 else f"{first} and {len(things) - 3} more"
