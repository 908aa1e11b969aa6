"""Which failed calls to AWS are tried again, and when: the rules of botocore's mode `standard`."""

from __future__ import annotations

import random

from botocore.exceptions import ClientError, ConnectTimeoutError, HTTPClientError, ReadTimeoutError
from botocore.exceptions import ConnectionError as NoConnection
from botocore.retries.quota import RetryQuota

TRANSIENT_STATUS = {500, 502, 503, 504}
TRANSIENT = {"RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete"}
THROTTLED = {
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
}
COST, COST_OF_TIMEOUT, REFUND = 5, 10, 1  # of the quota of 500
LONGEST_PAUSE = 20  # seconds


class Retries:
    """The retries of one client. While most calls fail there are none: they would only add load."""

    def __init__(self, attempts: int) -> None:
        self._attempts, self._quota = attempts, RetryQuota()

    def allow(self, error: Exception, attempt: int) -> bool:
        """Whether to try again after this failed attempt (the first is 1)."""
        if attempt >= self._attempts or not is_retryable(error):
            return False
        return self._quota.acquire(_cost(error))

    def succeeded(self, failure: Exception | None) -> None:
        """Note a call that succeeded, after this failure of its last but one attempt."""
        self._quota.release(_cost(failure) if failure else REFUND)


def is_retryable(error: Exception) -> bool:
    """Whether the same request may succeed at once."""
    if isinstance(error, ClientError):
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return status in TRANSIENT_STATUS or error.response["Error"]["Code"] in TRANSIENT | THROTTLED
    return isinstance(error, (NoConnection, HTTPClientError))


def pause(attempt: int) -> float:
    """Seconds to wait after a failed attempt: random, up to 1, 2, 4 .. 20."""
    return random.random() * min(1 << (attempt - 1), LONGEST_PAUSE)  # noqa: S311  no secret


def _cost(error: Exception) -> int:
    return COST_OF_TIMEOUT if isinstance(error, (ConnectTimeoutError, ReadTimeoutError)) else COST
