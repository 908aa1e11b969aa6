"""Events: facts in the past tense, with the fields that every consumer may rely on.

On the wire an event is one flat JSON object: the fields below and its own. The events that a service publishes are
subclasses of `Announcement` in its `events_out.py`; those it consumes, with only the fields it reads, subclasses of
`Event` in its `events_in.py`.
`name` and `version` are `Literal`s there, so that pydantic refuses any other event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from chassis.core.errors import Problem
from chassis.core.sunset import deprecation_extension
from chassis.core.wire import ULID_PATTERN


def new_id() -> str:
    """A new sortable id (ULID: 26 characters, the first ten are the time)."""
    # Imported here: the package reads its own metadata, which takes longer than everything else it does.
    from ulid import ULID

    return str(ULID())


def now() -> datetime:
    """This moment, UTC."""
    return datetime.now(UTC)


PERSONAL: dict[str, Any] = {"x-personal": True}
"""The `json_schema_extra` of a text that identifies a person: consumers get it, the log and the archive never do."""

EventId = Annotated[
    str,
    Field(
        pattern=ULID_PATTERN,
        description="Unique; the same event delivered twice has the same id.",
        examples=["01M86D80GJCJQMKY5HDTGP3BAT"],
    ),
]
At = Annotated[
    AwareDatetime, Field(description="When it happened, RFC 3339 UTC.", examples=["2026-11-24T09:12:30.482913Z"])
]
Sequence = Annotated[int, Field(description="Counts the events of the aggregate, without gaps, from 1.", examples=[1])]
Trace = Annotated[
    str,
    Field(
        description="X-Ray trace id of the request that caused it; empty if there was none.",
        examples=["1-6b0554fe-5f84c0d1a3b7e62948d0f1c6"],
    ),
]


class Event(BaseModel):
    """Something that happened to one aggregate."""

    # Deferred: a cold start builds the validators of the events that it meets, not of all that it may meet.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, defer_build=True)

    id: EventId
    name: str = Field(description="Service and fact, `orders.OrderPlaced`.")
    version: int = Field(description="Major version of the event's shape.")
    at: At
    aggregate_id: str = Field(description="The thing it happened to; the order of its events is kept.")
    sequence: Sequence
    trace: Trace

    @classmethod
    def key(cls) -> str:
        """The value that subscriptions filter on: `orders.OrderPlaced.v1`."""
        fields = cls.model_fields
        return f"{fields['name'].default}.v{fields['version'].default}"

    @classmethod
    def personal_fields(cls) -> list[str]:
        """The fields that are empty in the log."""
        return [name for name, field in cls.model_fields.items() if field.json_schema_extra == PERSONAL]

    def wire(self) -> str:
        """The event as JSON."""
        return self.model_dump_json()


class Announcement(Event):
    """An event as its own service records it. Id and time are generated; the store adds sequence and trace."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)
    EXAMPLE: ClassVar[Mapping[str, Any]] = {}
    """Values for the example in its contract; other fields show the example of the field."""

    id: EventId = Field(default_factory=new_id)
    at: At = Field(default_factory=now)
    sequence: Sequence = 0
    trace: Trace = ""


def deprecated(since: date, sunset: date, successor: str) -> ConfigDict:
    """The `model_config` of a deprecated event, inherited by its subclasses.

    `successor` is the key of another event, `orders.OrderPlaced.v2`.
    """
    return ConfigDict(json_schema_extra=deprecation_extension(since, sunset, successor))


def invalid_fields(error: ValidationError) -> str:
    """The fields that don't fit their type; never their values, which may be personal."""
    fields = ", ".join(".".join(map(str, line["loc"])) for line in error.errors())
    return f"fields that don't fit: {fields}" if fields else "it is not a JSON object"


# The function that reacts to each event, called with the event and the ports that its parameters name.
Reactions = Mapping[type[Event], Callable[..., None]]
# The function that reacts to a refusal of the domain, called alike.
Refusals = Mapping[tuple[type[Event], type[Problem]], Callable[..., None]]
