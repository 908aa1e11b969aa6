"""Everything in an account that bears an environment's name, service by service, whatever its stack believes."""

from collections.abc import Iterable
from dataclasses import dataclass

from souk.aws import Aws
from souk.kinds import KINDS
from souk.names import owner


@dataclass(frozen=True)
class Thing:
    """One thing that exists."""

    kind: str
    name: str
    """As it begins with `souk-ENV`."""
    id: str
    """As its service knows it."""


def belonging_to(aws: Aws, env: str, environments: Iterable[str]) -> list[Thing]:
    """What bears the environment's name. The names of the others settle whose `souk-pr-7-orders` is."""
    known = {env, *environments}
    return [
        Thing(kind.name, name, own) for kind in KINDS for name, own in kind.listed(aws) if owner(name, known) == env
    ]


def remove(aws: Aws, things: Iterable[Thing]) -> None:
    """Remove them, in the order of the kinds: what refers to others goes first."""
    kinds = {kind.name: kind for kind in KINDS}
    for thing in things:
        kinds[thing.kind].remove(aws, thing.id)
