"""All events of an environment: from the archive, and from the stream those that have not reached it yet."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from souk.cloud.environment import Environment


@dataclass(frozen=True)
class ArchivedEvent:
    """An event that was published, with the fields that order it."""

    id: str
    at: str
    aggregate_id: str
    sequence: int
    wire: str
    """Its JSON text, as it was published."""

    @classmethod
    def parse(cls, wire: str) -> "ArchivedEvent":
        """The event of a JSON text."""
        fields: dict[str, Any] = json.loads(wire)
        return cls(fields["id"], fields["at"], fields["aggregate_id"], int(fields["sequence"]), wire)


def read(environment: Environment) -> list[ArchivedEvent]:
    """Every event once: by time, and those of one aggregate by sequence, independent of clocks."""
    events = {event.id: event for event in map(ArchivedEvent.parse, [*_archived(environment), *_streamed(environment)])}
    by_time = sorted(events.values(), key=lambda event: (event.at, event.id))
    by_aggregate: dict[str, list[ArchivedEvent]] = defaultdict(list)
    for event in by_time:
        by_aggregate[event.aggregate_id].append(event)
    in_sequence = {
        aggregate: iter(sorted(events, key=lambda event: event.sequence)) for aggregate, events in by_aggregate.items()
    }
    return [next(in_sequence[event.aggregate_id]) for event in by_time]


def split(text: str) -> Iterator[str]:
    """The JSON objects of an archived file, with or without line breaks between them."""
    decoder, position = json.JSONDecoder(), 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        _, end = decoder.raw_decode(text, position)
        yield text[position:end]
        position = end


def _archived(environment: Environment) -> Iterator[str]:
    s3, bucket = environment.aws.s3, environment.outputs.event_archive_name
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="events/"):
        for entry in page.get("Contents", []):
            yield from split(s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read().decode())


def _streamed(environment: Environment) -> Iterator[str]:
    kinesis, name = environment.aws.kinesis, environment.outputs.event_stream_name
    for page in kinesis.get_paginator("list_shards").paginate(StreamName=name):
        for shard in page["Shards"]:
            iterator = kinesis.get_shard_iterator(
                StreamName=name, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
            )["ShardIterator"]
            while iterator:
                response = kinesis.get_records(ShardIterator=iterator, Limit=1000)
                yield from (record["Data"].decode() for record in response["Records"])
                is_at_end = not response["Records"] and not response.get("MillisBehindLatest")
                iterator = "" if is_at_end else response.get("NextShardIterator", "")
