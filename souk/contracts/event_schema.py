"""The JSON Schema of an event, with an example."""

from __future__ import annotations

from typing import Any

from chassis.core.events import Announcement, Event

Schema = dict[str, Any]


def whole(event: type[Announcement]) -> Schema:
    """What `contracts/events` says of it."""
    schema = event.model_json_schema(mode="serialization")
    for name, told in schema["properties"].items():
        if "const" in told:
            told |= {"description": Event.model_fields[name].description, "examples": [told["const"]]}
    shown = {name: told["examples"][0] for name, told in schema["properties"].items() if "examples" in told}
    schema["examples"] = [{**shown, **event.EXAMPLE}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:souk:event:{event.key()}", **schema}


def parts(event: type[Announcement]) -> dict[str, Schema]:
    """It and what it is made of, as components of a document, under names that no other event has."""
    schema, key = whole(event), event.key()
    inner = schema.pop("$defs", {})
    own = {name: told for name, told in schema.items() if name not in ("$schema", "$id")}
    found = {key: own, **{f"{key}.{name}": told for name, told in inner.items()}}
    return {name: _referring(told, f"#/components/schemas/{key}.") for name, told in found.items()}


def _referring(node: Any, place: str) -> Any:
    """The schema, looking for its parts at another place."""
    if isinstance(node, list):
        return [_referring(each, place) for each in node]
    if not isinstance(node, dict):
        return node
    inner = {name: _referring(each, place) for name, each in node.items()}
    if "$ref" in inner:
        inner["$ref"] = inner["$ref"].replace("#/$defs/", place)
    return inner
