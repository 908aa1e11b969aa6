"""The JSON Schema of an event, with an example."""

from __future__ import annotations

from typing import Any

from chassis.core.events import Announcement, Event

Schema = dict[str, Any]


def document(event: type[Announcement]) -> Schema:
    """The contract of an event."""
    schema = event.model_json_schema(mode="serialization")
    fields = schema["properties"]
    for name, field in fields.items():
        if "const" in field:
            field |= {"description": Event.model_fields[name].description, "examples": [field["const"]]}
    values = {name: field["examples"][0] for name, field in fields.items() if "examples" in field}
    schema["examples"] = [{**values, **event.EXAMPLE}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:souk:event:{event.key()}", **schema}


def components(event: type[Announcement]) -> dict[str, Schema]:
    """The schema and its definitions as components of a document, under unique names."""
    schema, key = document(event), event.key()
    definitions = schema.pop("$defs", {})
    root = {name: value for name, value in schema.items() if name not in ("$schema", "$id")}
    schemas = {key: root, **{f"{key}.{name}": definition for name, definition in definitions.items()}}
    return {name: _with_refs_to(f"#/components/schemas/{key}.", node) for name, node in schemas.items()}


def _with_refs_to(prefix: str, node: Any) -> Any:
    """The schema, with another prefix of its `$ref`s."""
    if isinstance(node, list):
        return [_with_refs_to(prefix, item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {name: _with_refs_to(prefix, value) for name, value in node.items()}
    if "$ref" in copy:
        copy["$ref"] = copy["$ref"].replace("#/$defs/", prefix)
    return copy
