"""List, redrive and drop the messages of dead-letter queues."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from souk.base.errors import SoukError
from souk.cloud.environment import Environment
from souk.dead_letters.message import DeadLetter, parse

VISIBILITY_TIMEOUT = 30
"""Seconds that a received letter is hidden from others; after a kill it becomes visible by itself."""
BATCH = 10
"""SQS's maximum."""


@dataclass(frozen=True)
class RedriveResult:
    """How many letters a redrive sent, and how many it left."""

    sent: int = 0
    returned: int = 0
    """Parked again during the redrive; each is sent once per run."""
    quarantined: int = 0
    others: int = 0


def list_letters(environment: Environment, services: Sequence[str]) -> list[DeadLetter]:
    """All visible letters; they stay in their queues."""
    letters: list[DeadLetter] = []
    for service in services:
        with _receiving(environment, service) as (received, receive):
            while receive():
                pass
            letters += received
    return letters


def redrive(
    environment: Environment, service: str, only: Sequence[str], progress: Callable[[int], None]
) -> RedriveResult:
    """Send letters back to the service's queue, then delete them.

    Safe to repeat after a kill: a letter that was sent but not deleted is sent again under the same deduplication id,
    which the queue remembers for five minutes and the service's inbox for much longer.
    """
    result, done = RedriveResult(), set()
    with _receiving(environment, service) as (received, receive):
        while letters := receive():
            returned = [letter for letter in letters if (letter.group, letter.body) in done]
            selected = [letter for letter in letters if is_selected(letter, only) and letter not in returned]
            for batch in _batches(selected):
                _send(environment, service, batch)
                _delete(environment, service, batch)
                received[:] = [letter for letter in received if letter not in batch]
                done |= {(letter.group, letter.body) for letter in batch}
                result = replace(result, sent=result.sent + len(batch))
            left = [letter for letter in letters if letter not in selected and letter not in returned]
            quarantined = [letter for letter in left if letter.is_quarantined and not only]
            result = replace(
                result,
                returned=result.returned + len(returned),
                quarantined=result.quarantined + len(quarantined),
                others=result.others + len(left) - len(quarantined),
            )
            progress(result.sent)
    return result


def drop(environment: Environment, service: str, only: Sequence[str]) -> int:
    """Delete letters for good; returns their number."""
    dropped = 0
    with _receiving(environment, service) as (received, receive):
        while letters := receive():
            matching = [letter for letter in letters if letter.matches(only)]
            _delete(environment, service, matching)
            received[:] = [letter for letter in received if letter not in matching]
            dropped += len(matching)
    return dropped


def is_selected(letter: DeadLetter, only: Sequence[str]) -> bool:
    """Whether a redrive sends a letter: by pattern, or all; a quarantined one by its id alone."""
    if only:
        return letter.matches(only) and (not letter.is_quarantined or letter.id in only)
    return not letter.is_quarantined


@contextmanager
def _receiving(
    environment: Environment, service: str
) -> Iterator[tuple[list[DeadLetter], Callable[[], list[DeadLetter]]]]:
    """The letters received so far, and a function that receives more. Those left are made visible at the end."""
    sqs, url = environment.aws.sqs, environment.outputs.dlqs[service]
    received: list[DeadLetter] = []

    def receive() -> list[DeadLetter]:
        response = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=BATCH,
            VisibilityTimeout=VISIBILITY_TIMEOUT,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        # In a long queue the first letters reappear before the last were received: that ends the list.
        ids = {letter.id for letter in received}
        letters = [parse(service, message) for message in response.get("Messages", [])]
        new = [letter for letter in letters if letter.id not in ids]
        received.extend(new)
        return new

    try:
        yield received, receive
    finally:
        for batch in _batches(received):
            sqs.change_message_visibility_batch(
                QueueUrl=url,
                Entries=[
                    {"Id": str(number), "ReceiptHandle": letter.receipt_handle, "VisibilityTimeout": 0}
                    for number, letter in enumerate(batch)
                ],
            )


def _send(environment: Environment, service: str, batch: Sequence[DeadLetter]) -> None:
    response = environment.aws.sqs.send_message_batch(
        QueueUrl=environment.outputs.queues[service],
        Entries=[
            {
                "Id": str(number),
                "MessageBody": letter.body,
                "MessageGroupId": letter.group,
                "MessageDeduplicationId": f"{letter.deduplication_id[:120]}-{letter.redriven + 1}",
                "MessageAttributes": {"redriven": {"DataType": "String", "StringValue": str(letter.redriven + 1)}},
            }
            for number, letter in enumerate(batch)
        ],
    )
    if failed := response.get("Failed"):
        raise SoukError(
            f"the queue of {service} refused {len(failed)} of {len(batch)} letters: {failed[0].get('Message')}",
            "they stay dead letters; redrive again later",
        )


def _delete(environment: Environment, service: str, letters: Sequence[DeadLetter]) -> None:
    for batch in _batches(letters):
        response = environment.aws.sqs.delete_message_batch(
            QueueUrl=environment.outputs.dlqs[service],
            Entries=[
                {"Id": str(number), "ReceiptHandle": letter.receipt_handle} for number, letter in enumerate(batch)
            ],
        )
        if failed := response.get("Failed"):
            raise SoukError(
                f"{len(failed)} letters could not be deleted: {failed[0].get('Message')}",
                "run it again; a duplicate takes effect only once",
            )


def _batches(letters: Sequence[DeadLetter]) -> Iterator[Sequence[DeadLetter]]:
    for start in range(0, len(letters), BATCH):
        yield letters[start : start + BATCH]
