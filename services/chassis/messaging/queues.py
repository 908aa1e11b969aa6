"""The queue of a service and its dead-letter queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

REDRIVEN = "redriven"
"""The message attribute that counts redrives."""


@dataclass(frozen=True)
class DeadLetter:
    """A message that needs attention, and the cause.

    `id` deduplicates it. `group` is the aggregate, `received` the number of attempts, `redriven` how often it was
    redriven before.
    """

    body: str
    id: str
    group: str
    cause: str
    trace: str = ""
    received: int = 1
    redriven: int = 0


class Queues(Protocol):
    """The queues as a consumer uses them."""

    def park(self, letter: DeadLetter) -> None:
        """Send a message to the dead-letter queue. Raises if that fails."""

    def defer(self, receipt: str, seconds: int) -> None:
        """Deliver a message again after so many seconds. Raises if that fails."""


class SqsQueues:
    """The service's queue and its dead-letter queue (both FIFO)."""

    def __init__(self, sqs: SQSClient, queue_url: str, dlq_url: str) -> None:
        self._sqs, self._queue_url, self._dlq_url = sqs, queue_url, dlq_url

    def park(self, letter: DeadLetter) -> None:
        attributes = {
            "cause": letter.cause[:250],
            "trace": letter.trace,
            "received": letter.received,
            "group": letter.group,
        }
        attributes[REDRIVEN] = letter.redriven
        self._sqs.send_message(
            QueueUrl=self._dlq_url,
            MessageBody=letter.body or "(empty)",
            # A group for each: none waits behind another one, and all of them can be listed.
            MessageGroupId=letter.id,
            MessageDeduplicationId=letter.id,
            MessageAttributes={
                name: {"DataType": "String", "StringValue": str(value)} for name, value in attributes.items() if value
            },
        )

    def defer(self, receipt: str, seconds: int) -> None:
        self._sqs.change_message_visibility(QueueUrl=self._queue_url, ReceiptHandle=receipt, VisibilityTimeout=seconds)
