"""The matrix of faults: each cell is one fault in one place, under load."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.messaging.consumer import THREADS
from tests.chaos.faults import THROTTLE, Delay, Fault, Kill, LoseReply, Plan, Refuse

OUTAGE = Refuse()
MAIL_SENT = "SET mail"  # part of the update that marks a mail as sent
INBOX = "INBOX#"  # part of an inbox entry
KILLS = 2  # few per cell, because a cold start takes seconds of CPU
IN_A_ROW = 3  # one more than the attempts of an AWS client, so that the function fails, too


@dataclass(frozen=True)
class Cell:
    """`fault` strikes calls of `action` by `function`; each may double so many mails."""

    name: str
    function: str
    action: str
    fault: Fault
    share: float = 0.1
    in_a_row: int = 1
    limit: int = 12
    containing: str = ""
    mails_twice: int = 0

    def plan(self, seed: int, scale: int = 1) -> Plan:
        """The faults of one run, in proportion to its orders."""
        limit = self.limit * scale
        return Plan(self.fault, self.function, self.action, self.share, self.in_a_row, limit, seed, self.containing)


def _killed(name: str, function: str, action: str, *, after: bool, containing: str = "", mails_twice: int = 0) -> Cell:
    return Cell(
        name, function, action, Kill(after), share=0.05, limit=KILLS, containing=containing, mails_twice=mails_twice
    )


def _refused(name: str, function: str, action: str, fault: Fault = OUTAGE) -> Cell:
    return Cell(name, function, action, fault, share=0.02, in_a_row=IN_A_ROW)


def _reply_lost(name: str, function: str, action: str) -> Cell:
    return Cell(name, function, action, LoseReply())


CELLS = (
    # Placing an order.
    _refused("the order can't be written", "orders-http", "TransactWriteItems"),
    _refused("the order's write is throttled", "orders-http", "TransactWriteItems", THROTTLE),
    _reply_lost("the reply to the order's write is lost", "orders-http", "TransactWriteItems"),
    Cell("the order's write is slow", "orders-http", "TransactWriteItems", Delay(1)),
    _killed("killed before the order is written", "orders-http", "TransactWriteItems", after=False),
    _killed("killed after the write, before the stream is read", "orders-http", "TransactWriteItems", after=True),
    _refused("users returns errors", "orders-http", "HTTP"),
    _reply_lost("the response of users is lost", "orders-http", "HTTP"),
    # The relay publishes.
    _refused("the outbox can't be read", "orders-stream", "Query"),
    _refused("the topic refuses", "orders-stream", "PublishBatch"),
    _refused("the topic throttles", "orders-stream", "PublishBatch", THROTTLE),
    _reply_lost("the topic's reply is lost", "orders-stream", "PublishBatch"),
    _killed("killed mid-publish, before the topic", "orders-stream", "PublishBatch", after=False),
    _killed("killed after the topic, before the log", "orders-stream", "PutRecords", after=False),
    _refused("the log refuses", "orders-stream", "PutRecords"),
    _reply_lost("the log's reply is lost", "orders-stream", "PutRecords"),
    _killed("killed after publishing, before it is marked", "orders-stream", "UpdateItem", after=False),
    _reply_lost("the reply to the mark is lost", "orders-stream", "UpdateItem"),
    # Consumers react.
    # A kill ends all threads, each of which may have sent a mail that is not marked yet.
    _killed(
        "notifications killed mid-batch",
        "notifications-sqs",
        "TransactWriteItems",
        after=False,
        containing=INBOX,
        mails_twice=THREADS - 1,
    ),
    _reply_lost("the reply to the notification's write is lost", "notifications-sqs", "TransactWriteItems"),
    _refused("SES refuses", "notifications-sqs", "SendEmail"),
    _refused("SES throttles", "notifications-sqs", "SendEmail", Refuse("TooManyRequestsException", 429)),
    _killed(
        "killed after the mail is marked, before the acknowledgement",
        "notifications-sqs",
        "TransactWriteItems",
        after=True,
        containing=MAIL_SENT,
        mails_twice=THREADS - 1,
    ),
    _killed(
        "killed after the mail, before it is marked",
        "notifications-sqs",
        "TransactWriteItems",
        after=False,
        containing=MAIL_SENT,
        mails_twice=THREADS,
    ),
    _killed("users killed after counting, before the acknowledgement", "users-sqs", "TransactWriteItems", after=True),
    _refused("users can't count", "users-sqs", "TransactWriteItems"),
    _reply_lost("the reply to the count of users is lost", "users-sqs", "TransactWriteItems"),
    _killed("the log's reader killed after counting", "orders-kinesis", "TransactWriteItems", after=True),
    _refused("the log's reader can't count", "orders-kinesis", "TransactWriteItems", THROTTLE),
)
