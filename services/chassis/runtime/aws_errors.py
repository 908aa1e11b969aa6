"""Classification of AWS errors: outages, and malformed requests."""

from __future__ import annotations

from http import HTTPStatus

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

# Transient errors that AWS reports with 400; every 5xx is transient, too.
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
# Parts of the names of errors of the request itself; a retry fails again.
MALFORMED = ("Validation", "InvalidParameter", "InvalidArgument", "TooLong")


def is_outage(error: Exception) -> bool:
    """Whether AWS is overloaded, fails or doesn't respond: the same request may succeed later."""
    if isinstance(error, ClientError):
        status = error.response["ResponseMetadata"].get("HTTPStatusCode", 0)
        return error.response["Error"]["Code"] in OVERLOADED or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(error, (NoConnection, HTTPClientError))


def is_malformed(error: ClientError) -> bool:
    """Whether AWS refuses a request for its content: with 400, and an error of such a name."""
    refused = error.response["ResponseMetadata"].get("HTTPStatusCode") == HTTPStatus.BAD_REQUEST
    return refused and is_malformed_code(error.response["Error"]["Code"])


def is_malformed_code(code: str) -> bool:
    """Whether an error code means a malformed request."""
    return any(word in code for word in MALFORMED)
