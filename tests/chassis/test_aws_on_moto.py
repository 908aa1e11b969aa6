"""The small client of AWS, tried on moto: another imitation of AWS than the local cloud, by other people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

from chassis.core.errors import AlreadyHandled, ChangedMeanwhile
from chassis.messaging.bus import OutboxEvent, TopicAndStream
from chassis.messaging.queues import DeadLetter, SqsQueues
from chassis.persistence.table import Table
from chassis.persistence.transaction import Put, upsert
from chassis.runtime.aws_client import Session
from notifications.adapters import MailRejected, Ses
from notifications.domain import EmailContent, Kind
from tests.aws_server import KEYS
from tests.chassis.outbox import row
from tests.tables import SHAPE
from users.adapters import UserPool
from users.domain import Blocked

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def session(url: str) -> Session:
    return Session({**KEYS, "AWS_ENDPOINT_URL": url})


def tool(url: str, service: str) -> Any:
    """boto3's client, to prepare and look."""
    keys = {"aws_access_key_id": "AKID", "aws_secret_access_key": "secret"}
    return boto3.client(service, endpoint_url=url, region_name="eu-central-1", **keys)  # type: ignore[call-overload]


def test_a_table_keeps_its_promises(url: str, session: Session) -> None:
    tool(url, "dynamodb").create_table(TableName="loaves", **SHAPE)
    table = Table(session.client("dynamodb"), "loaves")
    loaf = {"pk": "LOAF#1", "sk": "LOAF", "owner": "SHELF", "owner_sk": "1", "grams": 500, "sliced": False}

    table.commit(Put(loaf), cause="event-1")
    table.commit(*(upsert({**loaf, "pk": f"LOAF#{n}", "owner_sk": str(n)}) for n in range(2, 5)))

    assert table.get("LOAF#1", "LOAF") == {**loaf, "version": 1, "sequence": 0}
    assert len(table.get_many([("LOAF#1", "LOAF"), ("LOAF#9", "LOAF")])) == 1
    page = table.page("SHELF", 3)
    assert [item["pk"] for item in table.page("SHELF", 3, page.next_cursor).items] == ["LOAF#4"]
    with pytest.raises(AlreadyHandled):
        table.commit(Put(loaf, version=1), cause="event-1")
    with pytest.raises(ChangedMeanwhile):
        table.commit(Put(loaf, version=7))


def test_events_reach_the_topic_and_the_stream(url: str, session: Session) -> None:
    topic = tool(url, "sns").create_topic(Name="events.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
    kinesis = tool(url, "kinesis")
    kinesis.create_stream(StreamName="events", ShardCount=1)
    events = [OutboxEvent(row(thing, 1, "orders.OrderPlaced")) for thing in ("a", "b")]

    result = TopicAndStream(session.client("sns"), session.client("kinesis"), topic, "events").publish(events)

    assert result.accepted == {event.id for event in events}
    shard = kinesis.list_shards(StreamName="events")["Shards"][0]["ShardId"]
    start = kinesis.get_shard_iterator(StreamName="events", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records = kinesis.get_records(ShardIterator=start["ShardIterator"])["Records"]
    assert [record["Data"] for record in records] == [event.wire.encode() for event in events]


def test_a_dead_letter_reaches_its_queue(url: str, session: Session) -> None:
    sqs = tool(url, "sqs")
    dlq = sqs.create_queue(QueueName="dlq.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]

    SqsQueues(session.client("sqs"), dlq, dlq).park(DeadLetter("{}", "m1", "rye", cause="no JSON"))

    [message] = sqs.receive_message(QueueUrl=dlq, MessageAttributeNames=["All"])["Messages"]
    assert (message["Body"], message["MessageAttributes"]["cause"]["StringValue"]) == ("{}", "no JSON")


def test_an_account_is_closed_and_opened(url: str, session: Session) -> None:
    cognito = tool(url, "cognito-idp")
    pool_id = cognito.create_user_pool(PoolName="souk")["UserPool"]["Id"]
    cognito.admin_create_user(UserPoolId=pool_id, Username="alice")
    pool = UserPool(session.client("cognito-idp"), pool_id)

    pool.ensure_open("alice")
    pool.disable("alice")

    with pytest.raises(Blocked):
        pool.ensure_open("alice")
    pool.delete("nobody")


def test_a_mail_is_sent_by_a_verified_sender_only(url: str, session: Session) -> None:
    post = Ses(session.client("sesv2"), "shop@souk.example", "dev")
    mail = EmailContent(Kind.ORDER_PLACED, "Your order is in", "Alice")

    with pytest.raises(MailRejected):
        post.send(mail, "alice@souk.example")
    tool(url, "sesv2").create_email_identity(EmailIdentity="shop@souk.example")
    post.send(mail, "alice@souk.example")


def test_objects_are_written_once_copied_read_in_part_and_deleted(url: str, session: Session) -> None:
    tool(url, "s3").create_bucket(Bucket="pictures", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    s3, place = session.client("s3"), {"Bucket": "pictures", "Key": "a/ä b+c.jpg"}
    written = {**place, "ContentType": "image/jpeg", "CacheControl": "max-age=60", "IfNoneMatch": "*"}

    s3.put_object(**written, Body=b"pixels")
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(**written, Body=b"others")
    s3.copy_object(Bucket="pictures", Key="b", CopySource=place)

    copied = s3.get_object(Bucket="pictures", Key="b", Range="bytes=0-2")
    assert (copied["Body"].read(), copied["ContentType"]) == (b"pix", "image/jpeg")
    s3.delete_object(Bucket="pictures", Key="b")
    with pytest.raises(ClientError, match="NoSuchKey"):
        s3.get_object(Bucket="pictures", Key="b")


def test_a_file_that_looks_like_an_error_of_s3_is_read_as_it_is(url: str, session: Session) -> None:
    tool(url, "s3").create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    s3, content = session.client("s3"), b'<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>'
    s3.put_object(Bucket="files", Key="a", Body=content)

    assert s3.get_object(Bucket="files", Key="a")["Body"].read() == content


def test_an_operation_on_objects_that_is_not_offered_is_named(session: Session) -> None:
    with pytest.raises(AttributeError, match="ListBuckets"):
        session.client("s3").list_buckets()
    with pytest.raises(AttributeError, match="GrantRead"):
        session.client("s3").put_object(Bucket="b", Key="k", GrantRead="all")
