"""The matrix: which fault strikes where. A cell is one of them, under load."""

from __future__ import annotations

from dataclasses import dataclass

from tests.chaos.faults import THROTTLE, Delay, Fault, Kill, LoseReply, Plan, Refuse

OUTAGE = Refuse()
NOTED = "SET mail"  # how notifications writes that a mail went out
INBOX = "INBOX#"  # how it writes that it knows of an event
KILLS = 2  # a process that starts anew takes seconds of a processor, so there are few of these a cell
IN_A_ROW = 3  # one more than an AWS client tries by itself, so that the function fails, too


@dataclass(frozen=True)
class Cell:
    """`fault` strikes calls of `action` by `function`. `twice`: the mails that it may double."""

    name: str
    function: str
    action: str
    fault: Fault
    share: float = 0.1
    in_a_row: int = 1
    most: int = 12
    holding: str = ""
    mails_twice: bool = False

    def plan(self, seed: int, scale: int = 1) -> Plan:
        """The faults of one run; `scale` times as many orders suffer as many times more."""
        return Plan(
            self.fault, self.function, self.action, self.share, self.in_a_row, self.most * scale, seed, self.holding
        )


def _killed(name: str, function: str, action: str, *, after: bool, holding: str = "") -> Cell:
    return Cell(name, function, action, Kill(after), share=0.05, most=KILLS, holding=holding)


def _refused(name: str, function: str, action: str, fault: Fault = OUTAGE) -> Cell:
    return Cell(name, function, action, fault, share=0.02, in_a_row=IN_A_ROW)


def _unheard(name: str, function: str, action: str) -> Cell:
    return Cell(name, function, action, LoseReply())


CELLS = (
    # A customer orders.
    _refused("the order can't be written", "orders-http", "TransactWriteItems"),
    _refused("the order's write is throttled", "orders-http", "TransactWriteItems", THROTTLE),
    _unheard("nobody hears that the order was written", "orders-http", "TransactWriteItems"),
    Cell("the order's write takes its time", "orders-http", "TransactWriteItems", Delay(1)),
    _killed("killed before the order is written", "orders-http", "TransactWriteItems", after=False),
    _killed("killed after the write, before the stream is read", "orders-http", "TransactWriteItems", after=True),
    _refused("users answers with errors", "orders-http", "HTTP"),
    _unheard("the answer of users is lost", "orders-http", "HTTP"),
    # The relay takes it to the bus.
    _refused("the outbox can't be read", "orders-stream", "Query"),
    _refused("the topic refuses", "orders-stream", "PublishBatch"),
    _refused("the topic throttles", "orders-stream", "PublishBatch", THROTTLE),
    _unheard("nobody hears that the topic took it", "orders-stream", "PublishBatch"),
    _killed("killed mid-publish, before the topic", "orders-stream", "PublishBatch", after=False),
    _killed("killed after the topic, before the log", "orders-stream", "PutRecords", after=False),
    _refused("the log refuses", "orders-stream", "PutRecords"),
    _unheard("nobody hears that the log took it", "orders-stream", "PutRecords"),
    _killed("killed after publishing, before it is noted", "orders-stream", "UpdateItem", after=False),
    _unheard("nobody hears that it is noted", "orders-stream", "UpdateItem"),
    # Consumers do what follows.
    _killed("notifications killed mid-batch", "notifications-sqs", "TransactWriteItems", after=False, holding=INBOX),
    _unheard("nobody hears that the notification was written", "notifications-sqs", "TransactWriteItems"),
    _refused("the post refuses", "notifications-sqs", "SendEmail"),
    _refused("the post throttles", "notifications-sqs", "SendEmail", Refuse("TooManyRequestsException", 429)),
    _killed(
        "killed after the mail is noted, before the acknowledgement",
        "notifications-sqs",
        "TransactWriteItems",
        after=True,
        holding=NOTED,
    ),
    Cell(
        "killed after the mail, before it is noted",
        "notifications-sqs",
        "TransactWriteItems",
        Kill(),
        share=0.05,
        most=KILLS,
        holding=NOTED,
        mails_twice=True,
    ),
    _killed("users killed after counting, before the acknowledgement", "users-sqs", "TransactWriteItems", after=True),
    _refused("users can't count", "users-sqs", "TransactWriteItems"),
    _unheard("nobody hears that users counted", "users-sqs", "TransactWriteItems"),
    _killed("the log's reader killed after counting", "orders-kinesis", "TransactWriteItems", after=True),
    _refused("the log's reader can't count", "orders-kinesis", "TransactWriteItems", THROTTLE),
)
