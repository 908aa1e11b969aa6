"""Consumers that wait: an outage is waited out, a mistake is parked soon, a refusal is an answer."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ParamValidationError

from chassis.core.errors import Busy, Conflict, NotYet, Unavailable, Unfinished
from chassis.messaging import retry_policy
from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import DeadLetter, SqsQueues
from tests.chassis.test_consumer import Baked, Kitchen, baked, consumer, failures, on_baked
from tests.lambdas import PLENTY, Left, Parked, kinesis_batch, sqs_batch


class BurntBefore(Conflict):
    """The loaf is burnt."""


def from_aws(code: str, status: int) -> ClientError:
    return ClientError({"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, "PutItem")  # type: ignore[typeddict-item]


OUTAGES = [
    OSError("no route"),
    NotYet(),
    Unavailable(),
    Busy(),
    EndpointConnectionError(endpoint_url="http://gone"),
    from_aws("InternalServerError", 500),
    from_aws("ThrottlingException", 400),
    from_aws("AccessDeniedException", 400),
]
MISTAKES = [
    KeyError("loaf"),
    TypeError("None"),
    Conflict("nobody answers this"),
    ParamValidationError(report="no"),
    from_aws("ValidationException", 400),
]


@pytest.mark.parametrize("outage", OUTAGES, ids=repr)
def test_an_outage_of_an_hour_parks_nothing(outage: Exception) -> None:
    parked, tries, waited = Parked(), 0, 0

    while waited < 3600:
        tries += 1
        answer = consumer(Kitchen(rye=outage), parked).sqs(sqs_batch(baked("rye"), received=tries), PLENTY)
        assert failures(answer) == ["m1"]
        waited += parked.put_off[-1][1]

    assert parked.bodies == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=repr)
def test_a_mistake_is_parked_within_a_minute_and_says_what_and_where_but_no_data(mistake: Exception) -> None:
    parked, tries, waited = Parked(), 0, 0

    while not parked.letters:
        tries += 1
        consumer(Kitchen(rye=mistake), parked).sqs(sqs_batch(baked("rye", trace="1-a-b"), received=tries), PLENTY)
        waited += parked.put_off[-1][1] if parked.put_off and not parked.letters else 0

    (letter,) = parked.letters
    assert waited < 60
    assert letter.received == tries == retry_policy.MISTAKE_ATTEMPTS
    assert letter.trace == "1-a-b"
    assert letter.cause.startswith(f"{type(mistake).__name__} in hear, chassis/test_consumer.py:")


def test_what_fails_for_more_than_an_hour_is_parked_with_its_cause_before_the_queue_does_it_without() -> None:
    parked = Parked()

    batch = sqs_batch(baked("rye"), received=retry_policy.OUTAGE_ATTEMPTS)
    answer = consumer(Kitchen(rye=OSError("no route")), parked).sqs(batch, PLENTY)

    assert failures(answer) == []
    assert parked.letters[0].cause.startswith("OSError in hear")


def test_a_mistake_in_reading_the_log_is_parked_at_once_because_all_wait_for_it() -> None:
    kitchen, parked = Kitchen(rye=KeyError("loaf")), Parked()

    consumer(kitchen, parked).kinesis(kinesis_batch(baked("rye"), baked("wheat")), None)

    assert kitchen.heard == ["rye", "wheat"]
    assert parked.bodies == [baked("rye")]


def test_pauses_grow_to_a_minute() -> None:
    assert [retry_policy.backoff(received) for received in (1, 2, 3, 6, 7, 2000)] == [2, 4, 8, 60, 60, 60]


def test_what_there_is_no_time_for_comes_again_at_once() -> None:
    kitchen, parked = Kitchen(), Parked()

    batch = sqs_batch(baked("rye"), baked("wheat"), baked("oat"), groups="rrr")
    answer = consumer(kitchen, parked).sqs(batch, Left(9000, 4000, 3000))

    assert kitchen.heard == ["rye"]
    assert failures(answer) == ["m2", "m3"]
    assert parked.put_off == [("handle-2", 1), ("handle-3", 1)]


def test_what_could_not_be_finished_is_continued_at_once_and_never_parked() -> None:
    parked = Parked()
    batch = sqs_batch(baked("rye"), received=retry_policy.OUTAGE_ATTEMPTS)

    answer = consumer(Kitchen(rye=Unfinished()), parked).sqs(batch, PLENTY)

    assert failures(answer) == ["m1"]
    assert parked.put_off == [("handle-1", 1)]
    assert parked.letters == []


def test_a_queue_that_cannot_be_told_to_wait_loses_nothing() -> None:
    class Deaf(Parked):
        def defer(self, receipt: str, seconds: int) -> None:
            raise OSError("no route")

    answer = consumer(Kitchen(rye=OSError("no route")), Deaf()).sqs(sqs_batch(baked("rye"), baked("wheat")), PLENTY)

    assert failures(answer) == ["m1"]


def test_a_refusal_is_answered_by_a_reaction_of_its_own_and_is_no_dead_letter() -> None:
    answered: list[str] = []
    parked, kitchen = Parked(), Kitchen(rye=BurntBefore())
    refusals = {(Baked, BurntBefore): lambda event: answered.append(event.loaf)}

    served = Consumer({Baked: on_baked}, parked, {Kitchen: kitchen}, refusals)
    answer = served.sqs(sqs_batch(baked("rye"), baked("wheat")), PLENTY)

    assert failures(answer) == []
    assert answered == ["rye"]
    assert parked.letters == []


def test_an_answer_to_a_refusal_that_fails_comes_again() -> None:
    def on_burnt(event: Baked) -> None:
        raise OSError("no route")

    ports = {Kitchen: Kitchen(rye=BurntBefore())}
    served = Consumer({Baked: on_baked}, Parked(), ports, {(Baked, BurntBefore): on_burnt})

    assert failures(served.sqs(sqs_batch(baked("rye")), PLENTY)) == ["m1"]


def test_a_dead_letter_that_was_sent_back_before_says_how_often() -> None:
    parked, batch = Parked(), sqs_batch("{")
    batch["Records"][0]["messageAttributes"] = {"redriven": {"dataType": "String", "stringValue": "2"}}

    consumer(Kitchen(), parked).sqs(batch, PLENTY)

    assert parked.letters[0].redriven == 2


def test_the_dead_letter_queue_gets_what_a_person_needs() -> None:
    sent: list[dict[str, Any]] = []

    class Sqs:
        def send_message(self, **message: Any) -> None:
            sent.append(message)

    queues = SqsQueues(Sqs(), "https://sqs/q.fifo", "https://sqs/dlq.fifo")  # type: ignore[arg-type]
    queues.park(DeadLetter("", "m1", "rye", cause="no JSON", received=3))

    fields = {"cause": "no JSON", "received": "3", "group": "rye"}
    assert sent == [
        {
            "QueueUrl": "https://sqs/dlq.fifo",
            "MessageBody": "(empty)",
            "MessageGroupId": "m1",
            "MessageDeduplicationId": "m1",
            "MessageAttributes": {name: {"DataType": "String", "StringValue": value} for name, value in fields.items()},
        }
    ]
