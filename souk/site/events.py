"""The event catalogue: a page an event, with its publisher, its subscribers, and the fields that each one reads."""

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
class Subscriber:
    """A service that reacts to an event."""

    service: str
    address: str
    """The name of its queue, or of the log."""
    reads: frozenset[str]
    """`lines.quantity`"""

    @property
    def specific_fields(self) -> list[str]:
        """The fields that it reads, without those of every event."""
        return sorted(self.reads - set(Event.model_fields))


def pages(root: Path) -> Pages:
    """A page for each event, and one that lists them with the channels they travel through."""
    document = _document(root)
    every = {f"events/{key}.md": _page(root, document, key, event) for key, event in working_tree(root).events.items()}
    index = lines(
        "# The events",
        document["info"]["description"],
        overview(root),
        "## Publishers and subscribers",
        _picture(document),
        "## Channels",
        table(
            ("Channel", "Kind", "Purpose"),
            [(code(one["address"]), _protocol(one), one["description"]) for one in document["channels"].values()],
        ),
        "All events as one AsyncAPI document: {download}`asyncapi.json </contracts/asyncapi.json>`.",
    )
    return {"events/index.md": index, **every}


def overview(root: Path) -> str:
    """A table of all events."""
    document = _document(root)
    return table(
        ("Event", "Description", "Subscribers"),
        [
            (f"[{key}](/events/{key}.md)", event["description"], _names(_subscribers(document, key)) or "none yet")
            for key, event in working_tree(root).events.items()
        ],
    )


def _page(root: Path, document: Schema, key: str, event: Schema) -> str:
    subscribers = list(_subscribers(document, key))
    addresses = " and ".join(code(address) for action, _, address, _ in _operations(document, key) if action == "send")
    return lines(
        f"# {key}",
        event["description"],
        f"**{key.split('.')[0]}** announces it, on {addresses}.",
        "## Subscribers",
        table(
            ("Service", "Channel", "Fields that it reads, without those of every event"),
            [(one.service, code(one.address), ", ".join(map(code, one.specific_fields))) for one in subscribers],
        )
        or "None yet.",
        "## Fields",
        table(("Field", "Type", "Meaning", "Read by"), _fields(event, subscribers)),
        "## Example",
        *map(example, event["examples"]),
        "## History",
        history.of(root, key),
        f"The contract, as JSON Schema: {{download}}`{key}.json </contracts/events/{key}.json>`.",
    )


def _fields(event: Schema, subscribers: list[Subscriber]) -> Iterator[tuple[str, ...]]:
    for path, field in schemas.leaves(event, event.get("$defs", {})):
        readers = [one for one in subscribers if path.replace("[]", "") in one.reads]
        everyone = len(subscribers) > 1 and readers == subscribers
        # A default is filled in by the publisher, so that subscribers never miss the field.
        type_text = schemas.type_text({name: value for name, value in field.items() if name != "default"}, str)
        yield code(path), type_text, field.get("description", ""), "everyone" if everyone else _names(iter(readers))


def _document(root: Path) -> Schema:
    return dict(json.loads((root / "contracts/asyncapi.json").read_text()))


def _operations(document: Schema, key: str) -> Iterator[tuple[str, str, str, Schema]]:
    """The operations of an event: action, service, address of the channel, and definition."""
    for name, operation in document["operations"].items():
        if any(schemas.name_of(message["$ref"]) == key for message in operation["messages"]):
            channel = document["channels"][schemas.name_of(operation["channel"]["$ref"])]
            yield operation["action"], name.split(".")[0], channel["address"], operation


def _subscribers(document: Schema, key: str) -> Iterator[Subscriber]:
    for _, service, address, operation in _operations(document, key):
        if key in operation.get("x-reads", {}):
            yield Subscriber(service, address, frozenset(operation["x-reads"][key]))


def _names(subscribers: Iterator[Subscriber]) -> str:
    return ", ".join(one.service for one in subscribers)


def _picture(document: Schema) -> str:
    """A diagram: publishers on the left, subscribers on the right."""
    arrows = []
    for number, key in enumerate(document["components"]["messages"]):
        service, fact, version = key.split(".")
        arrows.append(f'{service}[{service}] --> e{number}("{fact}.{version}")')
        arrows += [f"e{number} --> {one.service}_subscriber[{one.service}]" for one in _subscribers(document, key)]
    return "\n".join(["```mermaid", "flowchart LR", *(f"    {arrow}" for arrow in arrows), "```"])


def _protocol(channel: Schema) -> str:
    kinds = {"sns": "SNS FIFO topic", "sqs": "SQS FIFO queue", "kinesis": "Kinesis stream"}
    return kinds[schemas.name_of(channel["servers"][0]["$ref"])]
