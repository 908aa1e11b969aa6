"""Dead letters: what a service could not handle, listed, sent back, or dropped."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.cloud.outputs import Outputs
from souk.dead_letters.message import Letter, read

HOLD_SECONDS = 30
"""How long others can't see a letter that is being looked at. It comes back by itself if we are killed meanwhile."""
AT_ONCE = 10


@dataclass(frozen=True)
class Redriven:
    """What came of a redrive."""

    sent: int = 0
    returned: int = 0
    """Sent back, and parked again before all were; once a run is enough."""
    quarantined: int = 0
    others: int = 0


def letters(aws: Aws, outputs: Outputs, services: Sequence[str]) -> list[Letter]:
    """All that can be seen now; they stay where they are."""
    found: list[Letter] = []
    for service in services:
        with _held(aws, outputs, service) as (held, receive):
            while receive():
                pass
            found += held
    return found


def redrive(aws: Aws, outputs: Outputs, service: str, only: Sequence[str], progress: Callable[[int], None]) -> Redriven:
    """Send letters back to the service's queue, and only then take them out.

    Killed at any point it may be run again: a letter that was sent but not taken out is sent again under the same
    deduplication id, which the queue knows for five minutes and the service's inbox for much longer.
    """
    result, done = Redriven(), set()
    with _held(aws, outputs, service) as (held, receive):
        while batch := receive():
            returned = [letter for letter in batch if (letter.group, letter.body) in done]
            chosen = [letter for letter in batch if may_go(letter, only) and letter not in returned]
            for some in _batches(chosen):
                gone = _send(aws, outputs.queues[service], some)
                _delete(aws, outputs.dlqs[service], gone)
                held[:] = [letter for letter in held if letter not in gone]
                done |= {(letter.group, letter.body) for letter in gone}
                result = replace(result, sent=result.sent + len(gone))
            left = [letter for letter in batch if letter not in chosen and letter not in returned]
            quarantined = [letter for letter in left if letter.is_quarantined and not only]
            result = replace(
                result,
                returned=result.returned + len(returned),
                quarantined=result.quarantined + len(quarantined),
                others=result.others + len(left) - len(quarantined),
            )
            progress(result.sent)
    return result


def drop(aws: Aws, outputs: Outputs, service: str, only: Sequence[str]) -> int:
    """Take letters out for good; says how many."""
    dropped = 0
    with _held(aws, outputs, service) as (held, receive):
        while batch := receive():
            gone = [letter for letter in batch if letter.matches(only)]
            _delete(aws, outputs.dlqs[service], gone)
            held[:] = [letter for letter in held if letter not in gone]
            dropped += len(gone)
    return dropped


def may_go(letter: Letter, only: Sequence[str]) -> bool:
    """What is asked for by its name or kind goes; otherwise all that isn't in quarantine."""
    if only:
        return letter.matches(only) and (not letter.is_quarantined or letter.id in only)
    return not letter.is_quarantined


@contextmanager
def _held(aws: Aws, outputs: Outputs, service: str) -> Iterator[tuple[list[Letter], Callable[[], list[Letter]]]]:
    """The letters received so far, and a function that receives the next. What is left is let go of at the end."""
    url = outputs.dlqs[service]
    held: list[Letter] = []

    def receive() -> list[Letter]:
        answer = aws.sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=AT_ONCE,
            VisibilityTimeout=HOLD_SECONDS,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        # With very many, the first ones come back before the last were seen: that is the end of the list.
        known = {letter.id for letter in held}
        letters = [read(service, message) for message in answer.get("Messages", [])]
        new = [letter for letter in letters if letter.id not in known]
        held.extend(new)
        return new

    try:
        yield held, receive
    finally:
        for some in _batches(held):
            aws.sqs.change_message_visibility_batch(
                QueueUrl=url,
                Entries=[
                    {"Id": str(number), "ReceiptHandle": letter.receipt, "VisibilityTimeout": 0}
                    for number, letter in enumerate(some)
                ],
            )


def _send(aws: Aws, queue_url: str, some: Sequence[Letter]) -> list[Letter]:
    answer = aws.sqs.send_message_batch(
        QueueUrl=queue_url,
        Entries=[
            {
                "Id": str(number),
                "MessageBody": letter.body,
                "MessageGroupId": letter.group,
                "MessageDeduplicationId": f"{letter.unique[:120]}-{letter.redriven + 1}",
                "MessageAttributes": {"redriven": {"DataType": "String", "StringValue": str(letter.redriven + 1)}},
            }
            for number, letter in enumerate(some)
        ],
    )
    if failed := answer.get("Failed"):
        raise SoukError(
            f"the queue of {some[0].service} refused {len(failed)} of {len(some)} letters: {failed[0].get('Message')}",
            "they stay where they are; run it again later",
        )
    return list(some)


def _delete(aws: Aws, dlq_url: str, gone: Sequence[Letter]) -> None:
    for some in _batches(gone):
        answer = aws.sqs.delete_message_batch(
            QueueUrl=dlq_url,
            Entries=[{"Id": str(number), "ReceiptHandle": letter.receipt} for number, letter in enumerate(some)],
        )
        if failed := answer.get("Failed"):
            raise SoukError(
                f"{len(failed)} letters were sent back and could not be taken out: {failed[0].get('Message')}",
                "run it again: what arrives twice is handled once",
            )


def _batches(some: Sequence[Letter]) -> Iterator[Sequence[Letter]]:
    """As many at a time as SQS takes."""
    for start in range(0, len(some), AT_ONCE):
        yield some[start : start + AT_ONCE]
