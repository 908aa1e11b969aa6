"""Dead letters are listed, redriven and dropped; none is lost, even if the command is killed."""

from __future__ import annotations

import json
import weakref
from typing import Any

import pytest

from souk.base import console
from souk.base.errors import SoukError
from souk.cloud.queues import IN_FLIGHT
from souk.dead_letters import queue
from souk.dead_letters.message import QUARANTINE, DeadLetter
from tests.fake_environment import OUTPUTS, FakeEnvironment
from tests.souk.fake_queues import FakeSqs

DEAD, QUEUE = OUTPUTS["OrdersDlqUrl"], OUTPUTS["OrdersQueueUrl"]
PLACED = json.dumps({"name": "orders.OrderPlaced", "version": 1})


@pytest.fixture
def sqs() -> FakeSqs:
    return FakeSqs()


@pytest.fixture
def environment(sqs: FakeSqs) -> FakeEnvironment:
    return FakeEnvironment(sqs=sqs)


def redrive(environment: FakeEnvironment, *only: str) -> queue.RedriveResult:
    return queue.redrive(environment, "orders", only, lambda _: None)


def test_letters_are_listed_with_their_causes_and_stay(sqs: FakeSqs, environment: FakeEnvironment) -> None:
    attributes = {"cause": "KeyError in tell", "trace": "1-a-b", "received": "4", "group": "order-1", "redriven": "2"}
    for number in range(25):
        sqs.park(DEAD, PLACED, **(attributes if number == 24 else {}))

    for _ in range(2):
        letters = list(queue.list_letters(environment, ["users", "orders"]))
        assert len(letters) == 25

    letter, native = letters[-1], letters[0]
    assert (letter.event, letter.cause, letter.trace) == ("orders.OrderPlaced.v1", "KeyError in tell", "1-a-b")
    assert (letter.received, letter.redriven, letter.group) == (4, 2, "order-1")
    assert native.cause == "the function never finished with it"


def test_redriven_letters_return_to_their_group(sqs: FakeSqs, environment: FakeEnvironment) -> None:
    for number in range(25):
        sqs.park(DEAD, f"{number}", group="order-1")

    assert redrive(environment) == queue.RedriveResult(sent=25)

    assert sqs.bodies(DEAD) == []
    assert sqs.bodies(QUEUE) == [f"{number}" for number in range(25)]
    sent = sqs.queues[QUEUE][0]
    assert sent["Attributes"]["MessageGroupId"] == "order-1"
    assert sent["MessageAttributes"]["redriven"]["StringValue"] == "1"


def test_a_redrive_that_dies_between_sending_and_deleting_loses_and_doubles_nothing(
    sqs: FakeSqs, environment: FakeEnvironment
) -> None:
    for number in range(3):
        sqs.park(DEAD, f"{number}")
    sqs.dies_before_deleting = True
    with pytest.raises(KeyboardInterrupt):
        redrive(environment)
    assert sqs.bodies(DEAD) == ["0", "1", "2"]

    sqs.dies_before_deleting = False
    sqs.time_passes()
    redrive(environment)

    assert sqs.bodies(DEAD) == []
    assert sqs.bodies(QUEUE) == ["0", "1", "2"]


def test_a_queue_that_refuses_keeps_the_letters_where_they_are(sqs: FakeSqs, environment: FakeEnvironment) -> None:
    sqs.park(DEAD, "0")
    sqs.refuses.add(QUEUE)

    with pytest.raises(SoukError, match="the queue of orders refused 1 of 1 letters: no room"):
        redrive(environment)

    assert sqs.bodies(DEAD) == ["0"]
    assert not sqs.queues[DEAD][0]["hidden"]


def test_a_letter_that_failed_too_often_waits_until_it_is_named(sqs: FakeSqs, environment: FakeEnvironment) -> None:
    often = sqs.park(DEAD, "bad", redriven=str(QUARANTINE), cause="KeyError")
    sqs.park(DEAD, "good", redriven=str(QUARANTINE - 1), cause="KeyError")

    assert redrive(environment) == queue.RedriveResult(sent=1, quarantined=1)
    assert redrive(environment, "KeyError*") == queue.RedriveResult(others=1)
    assert sqs.bodies(DEAD) == ["bad"]
    assert redrive(environment, often) == queue.RedriveResult(sent=1)


@pytest.mark.parametrize(
    ("only", "sent"), [("orders.OrderPlaced*", 1), ("KeyError*", 1), ("order-7", 1), ("nothing", 0), ("*", 2)]
)
def test_only_selected_letters_are_redriven(sqs: FakeSqs, environment: FakeEnvironment, only: str, sent: int) -> None:
    sqs.park(DEAD, PLACED, cause="KeyError in tell", group="order-7")
    sqs.park(DEAD, "not json", cause="the body is not a JSON object")

    assert redrive(environment, only).sent == sent
    assert len(sqs.bodies(DEAD)) == 2 - sent
    assert not any(message["hidden"] for message in sqs.queues[DEAD])


def test_dropped_letters_are_gone_and_the_rest_stay(sqs: FakeSqs, environment: FakeEnvironment) -> None:
    dropped = sqs.park(DEAD, "bad")
    sqs.park(DEAD, "good")

    assert queue.drop(environment, "orders", [dropped]) == 1

    assert sqs.bodies(DEAD) == ["good"]
    assert sqs.bodies(QUEUE) == []


def test_listing_ends_when_the_first_letters_reappear(sqs: FakeSqs, environment: FakeEnvironment) -> None:
    class Forgetful(FakeSqs):
        def receive_message(self, **request: Any) -> dict[str, Any]:
            self.time_passes()
            return super().receive_message(**request)

    forgetful = Forgetful()
    for _ in range(10):
        forgetful.park(DEAD)

    assert len(list(queue.list_letters(FakeEnvironment(sqs=forgetful), ["orders"]))) == 10


def test_a_letter_that_fails_again_at_once_is_not_sent_again_in_the_same_run(environment: FakeEnvironment) -> None:
    class Stubborn(FakeSqs):
        def delete_message_batch(self, **request: Any) -> dict[str, Any]:
            response = super().delete_message_batch(**request)
            for message in self.queues.pop(QUEUE, []):
                self.park(DEAD, message["Body"], group="order-1", redriven="1")
            return response

    stubborn = Stubborn()
    stubborn.park(DEAD, "bad", group="order-1")

    assert queue.redrive(FakeEnvironment(sqs=stubborn), "orders", [], lambda _: None) == queue.RedriveResult(
        sent=1, returned=1
    )
    assert stubborn.bodies(DEAD) == ["bad"]


def test_the_first_letters_of_a_long_queue_stay_hidden_until_the_last_is_received(environment: FakeEnvironment) -> None:
    class Timed(FakeSqs):
        timeouts: set[int]

        def receive_message(self, **request: Any) -> dict[str, Any]:
            self.timeouts.add(request["VisibilityTimeout"])
            return super().receive_message(**request)

    timed = Timed()
    timed.timeouts = set()
    for _ in range(1000):
        timed.park(DEAD)

    assert len(list(queue.list_letters(FakeEnvironment(sqs=timed), ["orders"]))) == 1000
    assert timed.timeouts == {30 + 1000 // queue.LETTERS_A_SECOND}


def test_listing_holds_the_letters_of_one_response(sqs: FakeSqs, environment: FakeEnvironment) -> None:
    for _ in range(200):
        sqs.park(DEAD)
    listed: list[weakref.ref[DeadLetter]] = []

    for letter in queue.list_letters(environment, ["orders"]):
        listed.append(weakref.ref(letter))
        received = int(sqs.get_queue_attributes(QueueUrl=DEAD)["Attributes"][IN_FLIGHT])
        held = sum(seen() is not None for seen in listed)
        assert received - len(listed) + held <= 2 * queue.BATCH

    assert len(listed) == 200


@pytest.mark.parametrize("letters", [[], [{"id": "1", "body": "a\nb"}], [{"id": "1"}, {"id": "2"}]])
def test_a_list_that_is_printed_as_it_comes_is_the_same_json(
    capsys: pytest.CaptureFixture[str], letters: list[dict[str, str]]
) -> None:
    console.print_json({"env": "dev", "letters": letters})
    whole = capsys.readouterr().out

    console.print_json_list({"env": "dev"}, "letters", iter(letters))

    assert capsys.readouterr().out == whole
