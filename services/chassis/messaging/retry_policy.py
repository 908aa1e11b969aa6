"""Retry policy of consumers: attempts, backoff, and the cause in a dead letter."""

from __future__ import annotations

import traceback

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from chassis.core.errors import ChangedMeanwhile, NotYet, StillInProgress, TooManyRequests, Unavailable
from chassis.runtime.aws_errors import is_malformed

MAX_BACKOFF = 60  # seconds
OUTAGE_ATTEMPTS = 70  # with this backoff, more than an hour
MISTAKE_ATTEMPTS = 4  # a quarter of a minute: a poison message must not block its group for longer
TRANSIENT = (NotYet, Unavailable, ChangedMeanwhile, StillInProgress, TooManyRequests, BotoCoreError, OSError)


def max_attempts(error: Exception) -> int:
    """Maximum attempts for this failure before the message is dead-lettered."""
    return OUTAGE_ATTEMPTS if _is_transient(error) else MISTAKE_ATTEMPTS


def backoff(received: int) -> int:
    """Seconds until the next attempt, after so many: 2, 4, 8 .. 60."""
    return min(1 << min(received, 10), MAX_BACKOFF)


def describe_error(error: Exception) -> str:
    """The type and place of an error, for a dead letter. Never its text, which may hold personal data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.name}, {'/'.join(last.filename.split('/')[-2:])}:{last.lineno}"


def _is_transient(error: Exception) -> bool:
    """Whether a retry may succeed."""
    if isinstance(error, ClientError):
        return not is_malformed(error)
    return isinstance(error, TRANSIENT) and not isinstance(error, ParamValidationError)
