"""SQS in memory: FIFO queues with visibility and deduplication."""

from __future__ import annotations

import itertools
from typing import Any

from souk.cloud.queues import IN_FLIGHT, WAITING

NUMBERS = itertools.count(1)


class FakeSqs:
    """Queues by URL. A message that is received is hidden until it is made visible again or `time_passes`."""

    def __init__(self) -> None:
        self.queues: dict[str, list[dict[str, Any]]] = {}
        self.refuses: set[str] = set()
        self.dies_before_deleting = False

    def park(self, url: str, body: str = "{}", **attributes: str) -> str:
        """Add a dead letter to a queue; returns its id."""
        number = next(NUMBERS)
        self._put(url, body, f"unique-{number}", f"group-{number}", attributes)
        return f"id-{number}"

    def time_passes(self) -> None:
        """All visibility timeouts expire."""
        for messages in self.queues.values():
            for message in messages:
                message["hidden"] = False

    def bodies(self, url: str) -> list[str]:
        return [message["Body"] for message in self.queues.get(url, [])]

    def get_queue_attributes(self, QueueUrl: str, **_: Any) -> dict[str, Any]:  # noqa: N803
        hidden = [message["hidden"] for message in self.queues.get(QueueUrl, [])]
        depth = {WAITING: str(len(hidden) - sum(hidden)), IN_FLIGHT: str(sum(hidden))}
        return {"Attributes": depth}

    def receive_message(self, QueueUrl: str, MaxNumberOfMessages: int, **_: Any) -> dict[str, Any]:  # noqa: N803
        visible = [message for message in self.queues.get(QueueUrl, []) if not message["hidden"]][:MaxNumberOfMessages]
        for message in visible:
            message["hidden"] = True
        return {"Messages": visible} if visible else {}

    def change_message_visibility_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        handles = {entry["ReceiptHandle"] for entry in Entries}
        for message in self.queues[QueueUrl]:
            message["hidden"] &= message["ReceiptHandle"] not in handles
        return {}

    def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        if QueueUrl in self.refuses:
            return {"Failed": [{"Id": "0", "Message": "no room"}]}
        sent = {message["Attributes"]["MessageDeduplicationId"] for message in self.queues.get(QueueUrl, [])}
        for entry in Entries:
            if entry["MessageDeduplicationId"] not in sent:
                attributes = {name: value["StringValue"] for name, value in entry["MessageAttributes"].items()}
                unique, group = entry["MessageDeduplicationId"], entry["MessageGroupId"]
                self._put(QueueUrl, entry["MessageBody"], unique, group, attributes)
        return {"Successful": Entries}

    def delete_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        if self.dies_before_deleting:
            raise KeyboardInterrupt
        deleted = {entry["ReceiptHandle"] for entry in Entries}
        self.queues[QueueUrl] = [
            message for message in self.queues[QueueUrl] if message["ReceiptHandle"] not in deleted
        ]
        return {}

    def _put(self, url: str, body: str, unique: str, group: str, attributes: dict[str, str]) -> None:
        number = unique.rpartition("unique-")[2]
        message = {
            "MessageId": f"id-{number}",
            "ReceiptHandle": f"handle-{number}",
            "Body": body,
            "Attributes": {
                "MessageDeduplicationId": unique,
                "MessageGroupId": group,
                "SentTimestamp": "1760000000000",
                "ApproximateReceiveCount": "1",
            },
            "MessageAttributes": {
                name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
            },
            "hidden": False,
        }
        self.queues.setdefault(url, []).append(message)
