"""A service's own two queues: the one that feeds its reactions, and the one where it parks what it can't handle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

REDRIVEN = "redriven"
"""The message attribute that counts how often a dead letter was sent back."""


@dataclass(frozen=True)
class DeadLetter:
    """A message that somebody has to look at, and why.

    `unique` names it, so that parking it again is no second letter. `group` is the thing it is about, `received` how
    often it was tried, `redriven` how often somebody had sent it back before.
    """

    body: str
    unique: str
    group: str
    cause: str
    trace: str = ""
    received: int = 1
    redriven: int = 0


class Queues(Protocol):
    """What a consumer needs of them."""

    def park(self, letter: DeadLetter) -> None:
        """Keep a message for a person to look at. Raises if it can't be kept."""

    def later(self, receipt: str, seconds: int) -> None:
        """Have a message come again after so many seconds. Raises if it can't be reached."""


class OwnQueues:
    """The service's queue and its dead-letter queue (both FIFO)."""

    def __init__(self, sqs: SQSClient, queue_url: str, dlq_url: str) -> None:
        self._sqs, self._queue_url, self._dlq_url = sqs, queue_url, dlq_url

    def park(self, letter: DeadLetter) -> None:
        told = {"cause": letter.cause[:250], "trace": letter.trace, "received": letter.received, "group": letter.group}
        told[REDRIVEN] = letter.redriven
        self._sqs.send_message(
            QueueUrl=self._dlq_url,
            MessageBody=letter.body or "(empty)",
            # Each a group of its own: nobody waits behind another one here, and all of them can be listed.
            MessageGroupId=letter.unique,
            MessageDeduplicationId=letter.unique,
            MessageAttributes={
                name: {"DataType": "String", "StringValue": str(value)} for name, value in told.items() if value
            },
        )

    def later(self, receipt: str, seconds: int) -> None:
        self._sqs.change_message_visibility(QueueUrl=self._queue_url, ReceiptHandle=receipt, VisibilityTimeout=seconds)
