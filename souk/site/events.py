"""The event catalogue: a page an event, with who announces it, who listens, and who reads which field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chassis.core.events import Event
from souk.contracts.compat.snapshots import working_tree
from souk.site import history, schemas
from souk.site.markdown import Pages, code, example, lines, table
from souk.site.schemas import Schema


@dataclass(frozen=True)
class Listener:
    """A service that reacts to an event."""

    service: str
    address: str
    """Of its queue, or of the log."""
    reads: frozenset[str]
    """`lines.quantity`"""

    @property
    def of_its_own(self) -> list[str]:
        """What it reads besides the fields that every event has."""
        return sorted(self.reads - set(Event.model_fields))


def pages(root: Path) -> Pages:
    """A page for each event, and one that lists them with the channels they travel through."""
    document = _document(root)
    every = {f"events/{key}.md": _page(root, document, key, told) for key, told in working_tree(root).events.items()}
    index = lines(
        "# The events",
        document["info"]["description"],
        overview(root),
        "## Who tells whom",
        _picture(document),
        "## Where they travel",
        table(
            ("Channel", "Kind", "What for"),
            [(code(told["address"]), _protocol(told), told["description"]) for told in document["channels"].values()],
        ),
        "All of this is said in one AsyncAPI document, too: {download}`asyncapi.json </contracts/asyncapi.json>`.",
    )
    return {"events/index.md": index, **every}


def overview(root: Path) -> str:
    """All events in a table."""
    document = _document(root)
    return table(
        ("Event", "What happened", "Who listens"),
        [
            (f"[{key}](/events/{key}.md)", told["description"], _names(_listeners(document, key)) or "nobody yet")
            for key, told in working_tree(root).events.items()
        ],
    )


def _page(root: Path, document: Schema, key: str, told: Schema) -> str:
    listeners = list(_listeners(document, key))
    addresses = " and ".join(code(address) for action, _, address, _ in _hands(document, key) if action == "send")
    return lines(
        f"# {key}",
        told["description"],
        f"**{key.split('.')[0]}** announces it, on {addresses}.",
        "## Who listens",
        table(
            ("Service", "Through", "Reads, besides what every event has"),
            [(each.service, code(each.address), ", ".join(map(code, each.of_its_own))) for each in listeners],
        )
        or "Nobody yet.",
        "## Fields",
        table(("Field", "Type", "Meaning", "Read by"), _fields(told, listeners)),
        "## Example",
        *map(example, told["examples"]),
        "## History",
        history.of(root, key),
        f"The contract, as JSON Schema: {{download}}`{key}.json </contracts/events/{key}.json>`.",
    )


def _fields(told: Schema, listeners: list[Listener]) -> Iterator[tuple[str, ...]]:
    for path, about in schemas.leaves(told, told.get("$defs", {})):
        readers = [each for each in listeners if path.replace("[]", "") in each.reads]
        everyone = len(listeners) > 1 and readers == listeners
        # What the announcer fills in by itself is there all the same.
        type_of = schemas.kind({name: told for name, told in about.items() if name != "default"}, str)
        yield code(path), type_of, about.get("description", ""), "everyone" if everyone else _names(iter(readers))


def _document(root: Path) -> Schema:
    return dict(json.loads((root / "contracts/asyncapi.json").read_text()))


def _hands(document: Schema, key: str) -> Iterator[tuple[str, str, str, Schema]]:
    """Through whose hands an event goes: send or receive, which service, which channel, and the operation."""
    for name, operation in document["operations"].items():
        if any(schemas.name_of(message["$ref"]) == key for message in operation["messages"]):
            channel = document["channels"][schemas.name_of(operation["channel"]["$ref"])]
            yield operation["action"], name.split(".")[0], channel["address"], operation


def _listeners(document: Schema, key: str) -> Iterator[Listener]:
    for _, service, address, operation in _hands(document, key):
        if key in operation.get("x-reads", {}):
            yield Listener(service, address, frozenset(operation["x-reads"][key]))


def _names(listeners: Iterator[Listener]) -> str:
    return ", ".join(each.service for each in listeners)


def _picture(document: Schema) -> str:
    """A diagram: who announces on the left, who listens on the right."""
    arrows = []
    for number, key in enumerate(document["components"]["messages"]):
        service, fact, version = key.split(".")
        arrows.append(f'{service}[{service}] --> e{number}("{fact}.{version}")')
        arrows += [f"e{number} --> {each.service}_hears[{each.service}]" for each in _listeners(document, key)]
    return "\n".join(["```mermaid", "flowchart LR", *(f"    {arrow}" for arrow in arrows), "```"])


def _protocol(channel: Schema) -> str:
    kinds = {"sns": "SNS FIFO topic", "sqs": "SQS FIFO queue", "kinesis": "Kinesis stream"}
    return kinds[schemas.name_of(channel["servers"][0]["$ref"])]
