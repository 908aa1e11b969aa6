"""`souk clone`: a second environment, complete, from what the first one is made of."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from souk.base.console import Step, heading, screen, step
from souk.base.errors import SoukError
from souk.base.lock import exclusive
from souk.base.paths import Places
from souk.cloud import demo_users, outputs, seed, stack
from souk.cloud.clients import Aws
from souk.cloud.naming import NEVER_REMOVED
from souk.environments import checkout, create_stack, data_copy, lifetime, orphans, registry, remove, snapshot
from souk.environments.registry import Entry
from souk.environments.snapshot import Blueprint
from souk.local import emulator
from souk.local.preflight import check_space, free_bytes


@dataclass(frozen=True)
class Wish:
    """What was asked for."""

    source: str
    target: str
    ref: str | None = None
    """A version in git, instead of the one that runs."""
    with_data: bool = False
    life: timedelta | None = None
    """None: it stays until somebody removes it."""
    settings: Mapping[str, str] = field(default_factory=dict)


def clone(places: Places, aws: Aws, wish: Wish) -> None:
    """Make the environment, or leave nothing of it."""
    if aws.endpoint_url:
        check_space(places, free_bytes)
    heading("souk clone", f"{wish.source} → {wish.target}")
    with exclusive(places, "souk clone"):
        with step("original", "reading what it is made of") as current:
            original = snapshot.of_environment(aws, wish.source)
            _refuse_nonsense(places, wish, original)
            current.done(f"{wish.source}, version {original.version}")
        entry = _claim(places, aws, wish, original)
        with _nothing_half_made(places, aws, entry):
            plan = snapshot.for_clone(_plan(places, aws, wish, original), wish.target, dict(wish.settings))
            _make(places, aws, wish, plan)
        registry.write(aws, replace(entry, doing="", since=""))
    left = lifetime.left(entry.expires_at, datetime.now(UTC))
    screen.print(f"\n  [bold]{wish.target}[/] is up" + (f" for {left}" if wish.life else "") + "\n")
    more = "" if aws.endpoint_url else " --aws"
    for command, meaning in (
        (f"outputs --env {wish.target}{more}", "every address and name"),
        (f"env diff {wish.source} {wish.target}{more}", "what differs"),
        (f"env rm {wish.target}{more}", "be rid of it"),
    ):
        screen.print(f"    souk {command:<32}[dim]{meaning}[/]")
    screen.print()


def _refuse_nonsense(places: Places, wish: Wish, original: Blueprint) -> None:
    """Before anything is made, whatever can be known to be wrong."""
    if wish.target in NEVER_REMOVED:
        raise SoukError(f"`{wish.target}` is no name for a clone", "it would never be removed; choose another")
    if wish.ref is None:
        snapshot.for_clone(original, wish.target, dict(wish.settings))
    else:
        checkout.commit_of(places.root, wish.ref)


def _claim(places: Places, aws: Aws, wish: Wish, original: Blueprint) -> Entry:
    """Take the name: refuse one that is taken, tidy up behind a run that was killed."""
    found, entry = stack.find(aws, wish.target), registry.entry_of(aws, wish.target)
    registry.refuse_busy(aws, entry)
    if found is not None and not entry.doing:
        raise SoukError(
            f"environment `{wish.target}` is already there ({found.status})",
            f"choose another name, or remove it first: `souk env rm {wish.target}`",
        )
    fresh = Entry(wish.target, lifetime.expiry(wish.life, datetime.now(UTC)), bucket=original.bucket)
    if entry.doing:
        with step("tidy", "removing what an earlier run left") as current:
            old = replace(fresh, bucket=entry.bucket or fresh.bucket)
            remove.clear(places, aws, registry.begin(aws, old, "removal"), current.doing)
            current.done(f"removed what was left of a {entry.doing}")
    with step("name", "is it free?") as current:
        # Tables that outlived a protected environment, above all: what is there already is never taken for our own.
        taken = orphans.belonging_to(aws, wish.target, stack.every(aws).keys())
        if taken:
            raise SoukError(
                f"`{wish.target}` is no free name: {orphans.named(taken)} already there",
                "choose another name, or remove that by hand",
            )
        current.done("free")
    return registry.begin(aws, fresh, f"clone of {wish.source}")


@contextmanager
def _nothing_half_made(places: Places, aws: Aws, entry: Entry) -> Iterator[None]:
    """Whatever goes wrong, or Ctrl-C: what is there of the clone goes again. Only a kill prevents that."""
    try:
        yield
    except BaseException:
        with suppress(Exception), step("rolled back", "removing what there is of it") as current:
            remove.clear(places, aws, entry, current.doing)
            current.done(f"nothing of {entry.env} is left")
        raise


def _plan(places: Places, aws: Aws, wish: Wish, original: Blueprint) -> Blueprint:
    if wish.ref is None:
        return original
    with step("version", f"{wish.ref} from git") as current:
        plan = checkout.blueprint_of(places, aws, wish.ref, wish.target, original, current.doing)
        current.done(f"{wish.ref} is {plan.version}")
    return plan


def _make(places: Places, aws: Aws, wish: Wish, plan: Blueprint) -> None:
    tags = {"project": "souk", "environment": wish.target, "version": plan.version, "cloned-from": wish.source}
    with step("stack", "creating") as current:
        count = create_stack.launch(aws, wish.target, plan, tags, current.doing)
        if aws.endpoint_url:
            current.doing("what the emulator needs besides")
            emulator.complete(aws, wish.target)
        current.done(f"{count} resources")
    if wish.with_data:
        with step("data", "copying") as current:
            copied = data_copy.copy(aws, wish.source, wish.target, current.doing)
            demo_users.adopt(aws, wish.source, outputs.read(aws, wish.target, {}))
            current.done(str(copied))
    else:
        with step("seed", "products and people") as current:
            _seed(aws, wish.target, current)
    outputs.describe(places, outputs.read(aws, wish.target, {}))
    if aws.endpoint_url:
        emulator.cool(aws, wish.target)


def _seed(aws: Aws, env: str, current: Step) -> None:
    facts = outputs.read(aws, env, demo_users.keep(aws, env))
    seeded = seed.seed(aws, facts)
    current.doing("waiting until its events are handled")
    current.done(str(replace(seeded, settled=seed.settle(aws, facts))))
