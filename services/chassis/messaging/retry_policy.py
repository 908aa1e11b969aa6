"""How often a consumer tries a message, how long it waits, and what a dead letter says of the failure."""

from __future__ import annotations

import traceback

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from chassis.core.errors import ChangedMeanwhile, NotYet, StillInProgress, TooManyRequests, Unavailable
from chassis.runtime.aws_errors import is_malformed

LONGEST_PAUSE = 60  # seconds
OUTAGE_TRIES = 70  # with these pauses, more than an hour
MISTAKE_TRIES = 4  # a quarter of a minute: a mistake must not hold up those behind it for longer
PASSING = (NotYet, Unavailable, ChangedMeanwhile, StillInProgress, TooManyRequests, BotoCoreError, OSError)


def tries_of(error: Exception) -> int:
    """How often a message that fails so is tried before it is parked."""
    return OUTAGE_TRIES if _passes(error) else MISTAKE_TRIES


def pause(received: int) -> int:
    """Seconds until a message that was received so often comes again: 2, 4, 8 .. 60."""
    return min(1 << min(received, 10), LONGEST_PAUSE)


def cause_of(error: Exception) -> str:
    """What a dead letter says of an error: its type and place. Never its text, which may hold personal data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.name}, {'/'.join(last.filename.split('/')[-2:])}:{last.lineno}"


def _passes(error: Exception) -> bool:
    """Whether waiting may help."""
    if isinstance(error, ClientError):
        return not is_malformed(error)
    return isinstance(error, PASSING) and not isinstance(error, ParamValidationError)
