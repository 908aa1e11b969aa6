"""New events and reactions, added to the modules of a service and to its subscription."""

from __future__ import annotations

import re
from pathlib import Path

from chassis.core.events import Event
from souk.base.errors import SoukError
from souk.cloud.naming import id_prefix
from souk.contracts import export
from souk.contracts.modules import names_in
from souk.deploy import applications
from souk.scaffold import snippets
from souk.scaffold.edits import (
    add_at_the_end,
    add_below_imports,
    add_definition,
    add_imports,
    add_to_table,
    add_to_yaml,
)
from souk.scaffold.plan import Plan

FACT = "([A-Z][a-z]+){2,6}"


def event(root: Path, service: str, fact: str) -> Plan:
    """The plan of an event that `service` announces. Raises SoukError if it can't be."""
    _require(root, service)
    if not re.fullmatch(FACT, fact) or len(fact) > 40:
        raise SoukError(f"`{fact}` can't be the name of an event", "a fact in the past tense, like `OrderPlaced`")
    if fact in names_in(service, "events_out"):
        raise SoukError(f"{service} has `{fact}` already", "a change that breaks its readers is another version of it")

    def announced(text: str) -> str:
        code = snippets.ANNOUNCED.format(service=service, fact=fact, words=_words(fact))
        text = add_to_table(add_definition(text, "EVENTS_OUT", code), "EVENTS_OUT", fact)
        return add_imports(text, *snippets.IMPORTS_OF_ANNOUNCED)

    plan = Plan(root, generated=("contracts",))
    plan.edit(f"services/{service}/events_out.py", announced, snippets.EVENTS_OUT.format(service=service))
    return plan


def reaction(root: Path, service: str, query: str) -> Plan:
    """The plan of a reaction of `service` to an event, `OrderPlaced`, `orders.OrderPlaced` or with its version.

    Raises SoukError if it can't be.
    """
    _require(root, service)
    heard = _find(root, query)
    announcer, fact, version = heard.key().split(".")
    reactions = names_in(service, "reactions").get("REACTIONS")
    if reactions is None:
        raise SoukError(f"`{service}` has no REACTIONS: it consumes no events", "see docs/services.md for its queue")
    if heard.key() in {event.key() for event in reactions}:
        raise SoukError(f"{service} reacts to {heard.key()} already", f"see services/{service}/reactions.py")
    kind = _free_name(service, heard, fact, f"{fact}{version.upper()}")
    snake = re.sub("(?<!^)(?=[A-Z])", "_", kind).lower()
    facts = {
        "service": service,
        "announcer": announcer,
        "fact": fact,
        "kind": kind,
        "version": version[1:],
        "key": heard.key(),
        "words": _words(fact),
        "snake": snake,
    }

    def reacting(text: str) -> str:
        code = snippets.REACTION.format(**facts)
        text = add_to_table(add_definition(text, "REACTIONS", code), "REACTIONS", f"{kind}: on_{snake}")
        if not re.search(r"^log\b", text, re.MULTILINE):
            text = add_below_imports(add_imports(text, "import logging"), "log = logging.getLogger(__name__)")
        return add_imports(text, f"from {service}.events_in import {kind}")

    def hearing(text: str) -> str:
        text = add_at_the_end(text, snippets.HEARD.format(**facts))
        return add_imports(text, "from typing import Literal", "from chassis.core.events import Event")

    plan = Plan(root, generated=("contracts",))
    plan.edit(f"services/{service}/reactions.py", reacting)
    plan.edit(f"services/{service}/events_in.py", hearing)
    application = applications.owner(root, service)
    events = _events_in_template(service, is_in_core=not application.name)
    plan.edit(application.template, lambda text: add_to_yaml(text, events, heard.key()))
    plan.make(f"tests/{service}/test_on_{snake}.py", snippets.TEST.format(**facts))
    return plan


def _events_in_template(service: str, is_in_core: bool) -> tuple[str, ...]:
    """The place of the events that a service's queue receives: in the core a loop makes the subscription."""
    prefix = id_prefix(service)
    if is_in_core:
        return "Mappings", "Subscriptions", prefix, "Events"
    return "Resources", f"{prefix}Subscription", "Properties", "FilterPolicy", "event"


def _require(root: Path, service: str) -> None:
    services = export.services(root)
    if service not in services:
        raise SoukError(f"there is no service `{service}`", f"there are: {', '.join(services)}")


def _find(root: Path, query: str) -> type[Event]:
    """The event by a full or partial name, in its newest version unless one is given."""
    announced = {event.key(): event for service in export.services(root) for event in export.events(service)}
    meant = [
        key for key in announced if query in (key, key.rpartition(".")[0], key.split(".")[1], key.partition(".")[2])
    ]
    if not meant:
        raise SoukError(f"no service announces `{query}`", f"there are: {', '.join(sorted(announced))}")
    if len({key.partition(".")[0] for key in meant}) > 1:
        raise SoukError(f"several services announce `{query}`", f"say which: {', '.join(sorted(meant))}")
    return announced[max(meant, key=lambda key: int(key.rpartition(".v")[2]))]


def _free_name(service: str, heard: type[Event], *names: str) -> str:
    """The first of some names that is free for the service's view of an event."""
    defined = names_in(service, "events_in")
    views = [view for view in defined.values() if isinstance(view, type) and issubclass(view, Event)]
    free = [name for name in names if name not in defined]
    if not free or heard.key() in {view.key() for view in views}:
        raise SoukError(f"{service} has another {names[0]} in its events_in.py already", "wire that one by hand")
    return free[0]


def _words(fact: str) -> str:
    """`OrderPlaced` is "Order placed"."""
    return re.sub("(?<!^)[A-Z]", lambda match: f" {match[0].lower()}", fact)
