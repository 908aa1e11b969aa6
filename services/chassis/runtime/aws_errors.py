"""Errors of AWS: which may pass by themselves, and which refuse what a request holds."""

from __future__ import annotations

from http import HTTPStatus

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

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
