"""Every event of an environment: the archive, and the log for what hasn't reached the archive yet."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from souk.cloud.clients import Aws
from souk.cloud.outputs import Outputs


@dataclass(frozen=True)
class Past:
    """An event that was announced, and what orders it."""

    id: str
    at: str
    aggregate_id: str
    sequence: int
    wire: str


def read(aws: Aws, outputs: Outputs) -> list[Past]:
    """All of them, each once: by time, and those of one thing by their sequence, whatever the clocks said."""
    wires = [*_archived(aws, outputs), *_logged(aws, outputs)]
    events = {event.id: event for event in map(_past, wires)}
    by_time = sorted(events.values(), key=lambda event: (event.at, event.id))
    of_thing: dict[str, list[Past]] = defaultdict(list)
    for event in by_time:
        of_thing[event.aggregate_id].append(event)
    in_sequence = {thing: iter(sorted(its, key=lambda event: event.sequence)) for thing, its in of_thing.items()}
    return [next(in_sequence[event.aggregate_id]) for event in by_time]


def split(text: str) -> Iterator[str]:
    """The JSON objects of an archived file, with or without lines between them."""
    decoder, position = json.JSONDecoder(), 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        _, end = decoder.raw_decode(text, position)
        yield text[position:end]
        position = end


def _past(wire: str) -> Past:
    told: dict[str, Any] = json.loads(wire)
    return Past(told["id"], told["at"], told["aggregate_id"], int(told["sequence"]), wire)


def _archived(aws: Aws, outputs: Outputs) -> Iterator[str]:
    pages = aws.s3.get_paginator("list_objects_v2").paginate(Bucket=outputs.event_archive_name, Prefix="events/")
    for page in pages:
        for entry in page.get("Contents", []):
            stored = aws.s3.get_object(Bucket=outputs.event_archive_name, Key=entry["Key"])
            yield from split(stored["Body"].read().decode())


def _logged(aws: Aws, outputs: Outputs) -> Iterator[str]:
    name = outputs.event_stream_name
    for page in aws.kinesis.get_paginator("list_shards").paginate(StreamName=name):
        for shard in page["Shards"]:
            iterator = aws.kinesis.get_shard_iterator(
                StreamName=name, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
            )["ShardIterator"]
            while iterator:
                answer = aws.kinesis.get_records(ShardIterator=iterator, Limit=1000)
                yield from (record["Data"].decode() for record in answer["Records"])
                at_the_end = not answer["Records"] and not answer.get("MillisBehindLatest")
                iterator = "" if at_the_end else answer.get("NextShardIterator", "")
