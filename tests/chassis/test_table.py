"""The table: everything that belongs together or nothing, and what a refusal of DynamoDB means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import ANY, Stubber

from chassis.core import pagination
from chassis.core.errors import AlreadyHandled, BadRequest, Busy, ChangedMeanwhile, KeyReused, NotFound, StillInProgress
from chassis.core.events import Announcement
from chassis.core.identity import IdempotencyKey
from chassis.core.retry import ATTEMPTS
from chassis.persistence.table import Table
from chassis.persistence.transaction import Put, check_absent, delete, deserialize, expand, serialize, update, upsert

OK, FAILED, CONFLICT = "None", "ConditionalCheckFailed", "TransactionConflict"
KEY = IdempotencyKey("the-id", "the-fingerprint")
CAKE = {"pk": "CAKE#1", "sk": "CAKE", "layers": 3}
commit = Table.commit


class Baked(Announcement):
    name: str = "bakery.Baked"
    version: int = 1


@pytest.fixture(scope="session")
def dynamodb() -> Any:
    return boto3.client("dynamodb", region_name="eu-central-1", aws_access_key_id="test", aws_secret_access_key="test")


@pytest.fixture
def aws(dynamodb: Any) -> Iterator[Stubber]:
    """DynamoDB as it was told to answer, and nothing left to answer in the end."""
    with Stubber(dynamodb) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest.fixture
def table(dynamodb: Any, aws: Stubber) -> Table:
    return Table(dynamodb, "cakes")


def cancelled(aws: Stubber, *codes: str) -> None:
    """The next transaction is cancelled for these reasons, one an entry."""
    reasons = [{"Code": code, "Message": "secret"} for code in codes]
    refusal = {"CancellationReasons": reasons}
    aws.add_client_error("transact_write_items", "TransactionCanceledException", modeled_fields=refusal)


def test_what_is_written_together_is_one_transaction(table: Table, aws: Stubber) -> None:
    aws.add_response("transact_write_items", {}, {"TransactItems": ANY})

    commit(
        table, Put(CAKE, events=[Baked(aggregate_id="1")]), delete(("CAKE#2", "CAKE")), cause="e1", idempotency_key=KEY
    )


@pytest.mark.parametrize(
    ("reasons", "refusal"),
    [
        ([FAILED, OK, OK, OK], AlreadyHandled),
        ([OK, FAILED, OK, OK], StillInProgress),
        ([OK, OK, FAILED, OK], ChangedMeanwhile),
        ([OK, OK, OK, FAILED], NotFound),
        ([FAILED, FAILED, FAILED, FAILED], AlreadyHandled),
        ([OK, FAILED, CONFLICT, FAILED], StillInProgress),
        ([CONFLICT, OK, OK, FAILED], NotFound),
    ],
)
def test_the_first_condition_that_failed_says_what_is_refused(
    table: Table, aws: Stubber, reasons: list[str], refusal: type[Exception]
) -> None:
    cancelled(aws, *reasons)
    layer = update(("CAKE#2", "CAKE"), "SET layers = :n", {":n": 1}, "layers > :n", NotFound())

    with pytest.raises(refusal):
        commit(table, Put(CAKE), layer, cause="event-1", idempotency_key=KEY)


def test_what_may_not_be_there_is_looked_at_in_the_same_transaction(table: Table, aws: Stubber) -> None:
    cancelled(aws, OK, FAILED)

    with pytest.raises(NotFound):
        table.commit(upsert(CAKE), check_absent(("CAKE#2", "CAKE"), NotFound()))


def test_while_others_write_the_same_it_is_tried_again(table: Table, aws: Stubber) -> None:
    cancelled(aws, CONFLICT)
    cancelled(aws, "ThrottlingError")
    aws.add_response("transact_write_items", {})

    commit(table, Put(CAKE))


def test_when_others_write_the_same_for_too_long_it_is_given_up(table: Table, aws: Stubber) -> None:
    for _ in range(ATTEMPTS):
        cancelled(aws, OK, CONFLICT)

    with pytest.raises(Busy):
        commit(table, Put(CAKE), delete(("CAKE#2", "CAKE")))


def test_a_mistake_of_ours_is_not_taken_for_a_refusal(table: Table, aws: Stubber) -> None:
    cancelled(aws, "ValidationError")

    with pytest.raises(ClientError):
        commit(table, Put(CAKE))


def test_when_dynamodb_fails_it_is_said(table: Table, aws: Stubber) -> None:
    aws.add_client_error("transact_write_items", "ResourceNotFoundException")

    with pytest.raises(ClientError):
        commit(table, Put(CAKE))


def test_a_request_recalls_what_it_made(table: Table, aws: Stubber) -> None:
    record = {"fingerprint": "the-fingerprint", "expires_at": 2**40, "made": CAKE}
    aws.add_response("get_item", {"Item": serialize(record)})
    aws.add_response("get_item", {"Item": serialize({**record, "fingerprint": "another"})})

    assert table.find_by_request(KEY) == CAKE
    with pytest.raises(KeyReused):
        table.find_by_request(KEY)


def test_a_record_past_its_time_is_forgotten(table: Table, aws: Stubber) -> None:
    aws.add_response("get_item", {"Item": serialize({"fingerprint": "another", "expires_at": 1, "made": CAKE})})
    aws.add_response("get_item", {})

    assert table.find_by_request(KEY) is None
    assert table.find_by_request(KEY) is None


def test_what_dynamodb_left_over_is_asked_for_again(table: Table, aws: Stubber) -> None:
    key = serialize({"pk": "CAKE#2", "sk": "CAKE"})
    left = {"cakes": {"Keys": [key]}}
    aws.add_response("batch_get_item", {"Responses": {"cakes": [serialize(CAKE)]}, "UnprocessedKeys": left})
    aws.add_response("batch_get_item", {"Responses": {}, "UnprocessedKeys": {}}, {"RequestItems": left})

    assert table.get_many([("CAKE#1", "CAKE"), ("CAKE#2", "CAKE")]) == [CAKE]


def test_a_page_starts_where_the_cursor_says_and_only_in_ones_own_list(table: Table, aws: Stubber) -> None:
    position = {"pk": "CAKE#1", "sk": "CAKE", "owner_sk": "1"}
    cakes = [{"pk": f"CAKE#{n}", "sk": "CAKE", "owner": "OWNER#anna", "owner_sk": str(n)} for n in (2, 3)]
    aws.add_response(
        "query",
        {"Items": [serialize(cake) for cake in cakes]},
        {
            "TableName": "cakes",
            "IndexName": "by-owner",
            "KeyConditionExpression": ANY,
            "ExpressionAttributeNames": ANY,
            "ExpressionAttributeValues": {":owner": {"S": "OWNER#anna"}},
            "ScanIndexForward": True,
            "Limit": 2,
            "ExclusiveStartKey": serialize({**position, "owner": "OWNER#anna"}),
        },
    )

    page = table.page("OWNER#anna", 1, pagination.encode(position))

    assert page.items == cakes[:1]
    assert page.next_cursor == pagination.encode({"pk": "CAKE#2", "sk": "CAKE", "owner_sk": "2"})


@pytest.mark.parametrize("position", [{}, {"pk": "1"}, {"pk": "1", "sk": "1", "owner_sk": "1", "owner": "OWNER#ben"}])
def test_a_cursor_that_says_too_much_or_too_little_is_refused(table: Table, position: dict[str, str]) -> None:
    with pytest.raises(BadRequest):
        table.page("OWNER#anna", 1, pagination.encode(position))


def test_what_is_none_is_left_out() -> None:
    assert deserialize(serialize({"a": None, "b": 0, "c": ""})) == {"b": 0, "c": ""}


def test_a_new_thing_must_be_new_and_an_old_one_as_it_was_seen() -> None:
    [new] = expand(Put(CAKE))
    [old] = expand(Put(CAKE, version=4))

    assert new.item["ConditionExpression"] == "attribute_not_exists(pk)"
    assert old.item["ExpressionAttributeValues"] == {":version": {"N": "4"}}
    assert (deserialize(new.item["Item"])["version"], deserialize(old.item["Item"])["version"]) == (1, 5)


def test_announcements_follow_the_last_one_and_wait_to_be_published() -> None:
    thing, *news = expand(Put(CAKE, version=1, sequence=7, events=[Baked(aggregate_id="1"), Baked(aggregate_id="1")]))

    rows = [deserialize(write.item["Item"]) for write in news]
    assert deserialize(thing.item["Item"])["sequence"] == 9
    assert [row["sk"] for row in rows] == ["EVENT#0000000008", "EVENT#0000000009"]
    assert [Baked.model_validate_json(row["event"]).sequence for row in rows] == [8, 9]
    assert len({row["pending"] for row in rows}) == 1
