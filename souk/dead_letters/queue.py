"""List, redrive and drop the messages of dead-letter queues. Memory holds the bodies of ten at a time."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from souk.base.errors import SoukError
from souk.cloud import queues
from souk.cloud.environment import Environment
from souk.dead_letters.message import DeadLetter, parse

MIN_VISIBILITY_TIMEOUT, MAX_VISIBILITY_TIMEOUT = 30, 12 * 3600
"""Seconds that a received letter is hidden from others; after a kill it becomes visible by itself."""
LETTERS_A_SECOND = 50
"""A slow queue; letters stay hidden until the last of the queue is received."""
BATCH = 10
"""SQS's maximum."""
Hidden = dict[str, str]
"""The receipt handles of letters by their ids."""


@dataclass(frozen=True)
class RedriveResult:
    """How many letters a redrive sent, and how many it left."""

    sent: int = 0
    returned: int = 0
    """Parked again during the redrive; each is sent once per run."""
    quarantined: int = 0
    others: int = 0


def list_letters(environment: Environment, services: Sequence[str]) -> Generator[DeadLetter, None, None]:
    """All visible letters, as they are received. They stay in their queues, hidden from others until the end."""
    for service in services:
        with _receiving(environment, service) as (_, receive):
            while letters := receive():
                yield from letters


def redrive(
    environment: Environment, service: str, only: Sequence[str], progress: Callable[[int], None]
) -> RedriveResult:
    """Send letters back to the service's queue, then delete them.

    Safe to repeat after a kill: a letter that was sent but not deleted is sent again under the same deduplication id,
    which the queue remembers for five minutes and the service's inbox for much longer.
    """
    result, done = RedriveResult(), set()
    with _receiving(environment, service) as (hidden, receive):
        while letters := receive():
            returned = [letter for letter in letters if _content(letter) in done]
            selected = [letter for letter in letters if is_selected(letter, only) and letter not in returned]
            for batch in _batches(selected):
                _send(environment, service, batch)
                _delete(environment, service, batch)
                _forget(hidden, batch)
                done |= set(map(_content, batch))
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
    with _receiving(environment, service) as (hidden, receive):
        while letters := receive():
            matching = [letter for letter in letters if letter.matches(only)]
            _delete(environment, service, matching)
            _forget(hidden, matching)
            dropped += len(matching)
    return dropped


def is_selected(letter: DeadLetter, only: Sequence[str]) -> bool:
    """Whether a redrive sends a letter: by pattern, or all; a quarantined one by its id alone."""
    if only:
        return letter.matches(only) and (not letter.is_quarantined or letter.id in only)
    return not letter.is_quarantined


@contextmanager
def _receiving(environment: Environment, service: str) -> Iterator[tuple[Hidden, Callable[[], list[DeadLetter]]]]:
    """The letters hidden so far, and a function that receives more. Those hidden at the end are made visible."""
    sqs, url = environment.aws.sqs, environment.outputs.dlqs[service]
    hidden: Hidden = {}
    waiting, _ = queues.depth(environment.aws, url)
    timeout = min(MIN_VISIBILITY_TIMEOUT + waiting // LETTERS_A_SECOND, MAX_VISIBILITY_TIMEOUT)

    def receive() -> list[DeadLetter]:
        response = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=BATCH,
            VisibilityTimeout=timeout,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        letters = [parse(service, message) for message in response.get("Messages", [])]
        # If the first letters reappear before the last were received, that ends the list.
        new = [letter for letter in letters if letter.id not in hidden]
        hidden.update({letter.id: letter.receipt_handle for letter in letters})
        return new

    try:
        yield hidden, receive
    finally:
        handles = [*hidden.values()]
        for start in range(0, len(handles), BATCH):
            sqs.change_message_visibility_batch(
                QueueUrl=url,
                Entries=[
                    {"Id": str(number), "ReceiptHandle": handle, "VisibilityTimeout": 0}
                    for number, handle in enumerate(handles[start : start + BATCH])
                ],
            )


def _forget(hidden: Hidden, deleted: Sequence[DeadLetter]) -> None:
    for letter in deleted:
        del hidden[letter.id]


def _content(letter: DeadLetter) -> tuple[str, bytes]:
    """Equal for a letter and the same message after it has failed again."""
    return letter.group, sha256(letter.body.encode()).digest()


def _send(environment: Environment, service: str, batch: Sequence[DeadLetter]) -> None:
    entries: Any = [
        {
            "Id": str(number),
            "MessageBody": letter.body,
            "MessageAttributes": {"redriven": {"DataType": "String", "StringValue": str(letter.redriven + 1)}},
            **(_order(letter) if letter.group else {}),
        }
        for number, letter in enumerate(batch)
    ]
    response = environment.aws.sqs.send_message_batch(QueueUrl=environment.outputs.queues[service], Entries=entries)
    if failed := response.get("Failed"):
        raise SoukError(
            f"the queue of {service} refused {len(failed)} of {len(batch)} letters: {failed[0].get('Message')}",
            "they stay dead letters; redrive again later",
        )


def _order(letter: DeadLetter) -> dict[str, str]:
    """The fields that only a message of a FIFO queue has."""
    again = f"{letter.deduplication_id[:120]}-{letter.redriven + 1}"
    return {"MessageGroupId": letter.group, "MessageDeduplicationId": again}


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
