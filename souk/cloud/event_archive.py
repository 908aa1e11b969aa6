"""All events of an environment: from the archive, and from the stream those that have not reached it yet."""

import json
from collections.abc import Iterator
from itertools import chain

from souk.cloud.environment import Environment
from souk.cloud.ordered_events import ArchivedEvent, OrderedEvents


def read(environment: Environment) -> OrderedEvents:
    """Every event once, in order. One object of the archive or one response of the stream is in memory at a time."""
    return OrderedEvents(map(ArchivedEvent.parse, chain(_archived(environment), _streamed(environment))))


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
