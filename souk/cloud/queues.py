"""The messages in a queue."""

from typing import Final

from souk.cloud.clients import Aws

WAITING: Final = "ApproximateNumberOfMessages"
IN_FLIGHT: Final = "ApproximateNumberOfMessagesNotVisible"


def depth(aws: Aws, queue_url: str) -> tuple[int, int]:
    """How many messages wait, and how many are being handled."""
    attributes = aws.sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=[WAITING, IN_FLIGHT])["Attributes"]
    return int(attributes[WAITING]), int(attributes[IN_FLIGHT])
