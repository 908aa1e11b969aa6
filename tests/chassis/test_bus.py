"""Events are handed to both sides of the bus in batches, and a batch is no better than what one of them deserves."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chassis.messaging.bus import OutboxEvent, PublishResult, TopicAndStream
from tests.chassis.outbox import row


def refusal(code: str, status: int = 400) -> ClientError:
    return ClientError({"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, "Publish")  # type: ignore[typeddict-item]


class Sns:
    """Takes what is not `refused`, and is asked for at most ten at a time; fails a whole batch for one of `poison`."""

    def __init__(self, *refused: str, poison: str = "", error: ClientError | None = None) -> None:
        self.rejected, self.calls = refused, []
        self.poison, self.error = poison, error or refusal("InvalidParameter")
        self.code, self.fault = "Throttled", False

    def publish_batch(self, TopicArn: str, PublishBatchRequestEntries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        entries = PublishBatchRequestEntries
        assert TopicArn == "arn:topic.fifo"
        assert len(entries) <= 10
        assert sum(len(entry["Message"].encode()) for entry in entries) <= 256 * 1024 or len(entries) == 1
        self.calls.append(entries)
        if any(entry["MessageGroupId"] == self.poison for entry in entries):
            raise self.error
        bad = [entry for entry in entries if entry["MessageGroupId"] in self.rejected]
        return {
            "Successful": [entry for entry in entries if entry not in bad],
            "Failed": [{"Id": entry["Id"], "Code": self.code, "SenderFault": self.fault} for entry in bad],
        }


class Kinesis:
    """Takes what is not `refused`; fails a whole batch for one of `poison`."""

    def __init__(self, *refused: str, poison: str = "") -> None:
        self.rejected, self.poison, self.records = refused, poison, []

    def put_records(self, StreamName: str, Records: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        assert StreamName == "events"
        assert sum(len(record["Data"]) for record in Records) < 5_000_000
        if any(record["PartitionKey"] == self.poison for record in Records):
            raise refusal("InvalidArgumentException")
        self.records += Records
        failed = [record["PartitionKey"] in self.rejected for record in Records]
        return {"FailedRecordCount": sum(failed), "Records": [{"ErrorCode": "Slow"} if bad else {} for bad in failed]}


def announced(*things: str, size: int = 0) -> list[OutboxEvent]:
    rows = [row(thing, 1, "orders.OrderPlaced") for thing in things]
    return [OutboxEvent({**each, "event": each["event"][:-1] + ', "x": "' + "x" * size + '"}'}) for each in rows]


def publish(sns: Sns, kinesis: Kinesis, events: list[OutboxEvent]) -> PublishResult:
    return TopicAndStream(sns, kinesis, "arn:topic.fifo", "events").publish(events)  # type: ignore[arg-type]


def things(result: PublishResult, events: list[OutboxEvent]) -> tuple[set[str], set[str]]:
    """The things whose events were taken, and those whose were refused for good."""
    of = {event.id: event.fields["aggregate_id"] for event in events}
    return {of[event_id] for event_id in result.accepted}, {of[event_id] for event_id in result.rejected}


def test_an_event_goes_to_the_topic_and_to_the_stream() -> None:
    sns, kinesis = Sns(), Kinesis()
    [event] = announced("a")

    assert publish(sns, kinesis, [event]) == PublishResult({event.id})

    [[entry]] = sns.calls
    assert entry["Message"] == event.wire
    assert (entry["MessageGroupId"], entry["MessageDeduplicationId"]) == ("a", event.id)
    assert entry["MessageAttributes"]["event"] == {"DataType": "String", "StringValue": "orders.OrderPlaced.v1"}
    assert kinesis.records == [{"Data": event.wire.encode(), "PartitionKey": "a"}]


def test_what_is_personal_goes_to_the_topic_and_never_to_the_stream() -> None:
    sns, kinesis = Sns(), Kinesis()
    [plain] = announced("a", size=3)

    publish(sns, kinesis, [OutboxEvent({**plain.row, "personal": ["x"]})])

    [[entry]], [logged] = sns.calls, kinesis.records
    assert entry["Message"] == plain.wire
    assert json.loads(logged["Data"]) == {**plain.fields, "x": ""}


def test_what_one_side_does_not_take_is_not_published() -> None:
    events = announced("a", "b", "c", "d")

    result = publish(Sns("b"), kinesis := Kinesis("c"), events)

    assert things(result, events) == ({"a", "d"}, set())
    assert [record["PartitionKey"] for record in kinesis.records] == ["a", "c", "d"]


def test_when_the_topic_takes_nothing_the_stream_is_not_asked() -> None:
    assert publish(Sns("a"), kinesis := Kinesis(), announced("a")) == PublishResult()
    assert kinesis.records == []


@pytest.mark.parametrize(
    ("sns", "kinesis"),
    [(Sns(poison="c"), Kinesis()), (Sns(), Kinesis(poison="c"))],
    ids=["of the topic", "of the stream"],
)
def test_a_batch_that_fails_because_of_one_event_is_sent_one_by_one(sns: Sns, kinesis: Kinesis) -> None:
    events = announced("a", "b", "c", "d")

    assert things(publish(sns, kinesis, events), events) == ({"a", "b", "d"}, {"c"})


def test_an_entry_that_the_topic_finds_malformed_is_refused_for_good() -> None:
    sns, events = Sns("b"), announced("a", "b")
    sns.code, sns.fault = "InvalidParameter", True

    assert things(publish(sns, Kinesis(), events), events) == ({"a"}, {"b"})


@pytest.mark.parametrize(
    "error", [refusal("InternalFailure", 500), refusal("Throttling"), refusal("AuthorizationError", 403)], ids=str
)
def test_while_the_topic_fails_nothing_is_refused_for_good(error: ClientError) -> None:
    sns = Sns(poison="a", error=error)

    with pytest.raises(ClientError):
        publish(sns, Kinesis(), announced("a", "b"))

    assert len(sns.calls) == 1


@pytest.mark.parametrize(("count", "size", "calls"), [(1, 0, 1), (10, 0, 1), (11, 0, 2), (4, 90_000, 2)])
def test_the_topic_is_handed_as_much_as_it_takes_at_once(count: int, size: int, calls: int) -> None:
    events = announced(*(f"thing-{number:02}-" for number in range(count)), size=size)

    assert len(publish(sns := Sns(), Kinesis(), events).accepted) == count

    assert len(sns.calls) == calls


def test_the_stream_is_handed_as_much_as_it_takes_at_once() -> None:
    events = announced(*(f"thing-{number:02}-" for number in range(60)), size=100_000)

    assert len(publish(Sns(), Kinesis(), events).accepted) == 60
