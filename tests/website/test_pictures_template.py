"""The template of pictures: receivers that AWS accepts, private buckets, and limits that fit each other."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from tests.template.reading import BY_STACK, of_type
from website.domain.pictures import MAX_PIXELS

BUCKETS = of_type("AWS::S3::Bucket", BY_STACK["website"])
FUNCTIONS = of_type("AWS::Serverless::Function", BY_STACK["website"])
KINDS = ("LambdaConfigurations", "QueueConfigurations", "TopicConfigurations")


def receivers(bucket: str) -> list[tuple[str, str, str]]:
    """The event, prefix and suffix of each receiver of a bucket's notifications."""
    configured = BUCKETS[bucket].get("NotificationConfiguration", {})
    entries: list[dict[str, Any]] = [entry for kind in KINDS for entry in configured.get(kind, [])]
    rules = [{rule["Name"]: rule["Value"] for rule in entry["Filter"]["S3Key"]["Rules"]} for entry in entries]
    return [
        (entry["Event"], rule.get("prefix", ""), rule.get("suffix", ""))
        for entry, rule in zip(entries, rules, strict=True)
    ]


def overlap(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether S3 refuses two receivers: it might notify both of the same event of an object."""
    event, prefix, suffix = zip(one, other, strict=True)
    return (
        (event[0] == event[1] or any(each.endswith(":*") for each in event))
        and (prefix[0].startswith(prefix[1]) or prefix[1].startswith(prefix[0]))
        and (suffix[0].endswith(suffix[1]) or suffix[1].endswith(suffix[0]))
    )


@pytest.mark.parametrize("bucket", sorted(BUCKETS))
def test_no_two_receivers_are_notified_of_the_same_event(bucket: str) -> None:
    assert [pair for pair in combinations(receivers(bucket), 2) if overlap(*pair)] == []


def test_a_function_a_queue_and_a_topic_are_notified_of_uploads() -> None:
    assert {*BUCKETS["WebsiteUploads"]["NotificationConfiguration"]} == set(KINDS)
    assert overlap(("s3:ObjectCreated:*", "", ".jpg"), ("s3:ObjectCreated:Put", "a/", ""))


@pytest.mark.parametrize("bucket", sorted(BUCKETS))
def test_buckets_are_private(bucket: str) -> None:
    assert set(BUCKETS[bucket]["PublicAccessBlockConfiguration"].values()) == {True}
    assert BUCKETS[bucket]["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}


def test_the_largest_picture_fits_into_the_functions_memory() -> None:
    four_bytes_and_a_copy = MAX_PIXELS * 4 * 2 / 2**20

    assert four_bytes_and_a_copy + 256 < FUNCTIONS["WebsiteThumbnails"]["MemorySize"]
