"""What fails and passes by itself, and what doesn't: how long a consumer waits, and when an API asks to come again."""

from __future__ import annotations

import traceback
from http import HTTPStatus

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, ParamValidationError
from botocore.exceptions import ConnectionError as NoConnection

from chassis.errors import ChangedMeanwhile, NotYet, StillInProgress, TooManyRequests, Unavailable

LONGEST_PAUSE = 60  # seconds
OUTAGE_TRIES = 70  # with these pauses, more than an hour
MISTAKE_TRIES = 4  # a quarter of a minute: a mistake must not hold up those behind it for longer
PASSING = (NotYet, Unavailable, ChangedMeanwhile, StillInProgress, TooManyRequests, BotoCoreError, OSError)
# What AWS refuses with 400 though nothing is wrong with the request; whatever it answers with 5xx passes, too.
OVERLOADED = {
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "Throttling",
    "ThrottledException",
    "TooManyRequestsException",
    "TransactionConflictException",
    "TransactionInProgressException",
}
# And how it names what is wrong with a request: sent again, it is refused again.
MALFORMED = ("Validation", "InvalidParameter", "InvalidArgument", "TooLong")


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


def is_outage(error: Exception) -> bool:
    """Whether AWS is overloaded, fails or doesn't answer: the same request may succeed a little later."""
    if isinstance(error, ClientError):
        status = error.response["ResponseMetadata"].get("HTTPStatusCode", 0)
        return error.response["Error"]["Code"] in OVERLOADED or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(error, (NoConnection, HTTPClientError))


def is_malformed(error: ClientError) -> bool:
    """Whether AWS refuses a request for what it holds: with 400, and a name that says so."""
    refused = error.response["ResponseMetadata"].get("HTTPStatusCode") == HTTPStatus.BAD_REQUEST
    return refused and says_malformed(error.response["Error"]["Code"])


def says_malformed(code: str) -> bool:
    """Whether an error's name says that something is wrong with the request."""
    return any(word in code for word in MALFORMED)


def _passes(error: Exception) -> bool:
    """Whether waiting may help."""
    if isinstance(error, ClientError):
        return not is_malformed(error)
    return isinstance(error, PASSING) and not isinstance(error, ParamValidationError)
