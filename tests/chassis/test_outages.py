"""APIs while AWS is overloaded or fails: 503 with Retry-After."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError

from chassis.web.app import create_app
from tests.chassis.conftest import TINY, Shelf
from tests.chassis.test_retry_policy import from_aws
from tests.gateway import Client

PASSING = [
    from_aws("ProvisionedThroughputExceededException", 400),
    from_aws("ThrottlingException", 400),
    from_aws("TransactionInProgressException", 400),
    from_aws("InternalServerError", 500),
    ReadTimeoutError(endpoint_url="http://hangs"),
    ConnectTimeoutError(endpoint_url="http://hangs"),
]


class FailingShelf(Shelf):
    """Fails as AWS does."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def __getitem__(self, name: str) -> str:
        raise self._error


def ask(error: Exception) -> Any:
    return Client(create_app(TINY, {Shelf: FailingShelf(error)})).as_customer("anna").get("/things/lamp")


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_what_passes_by_itself_is_answered_with_when_to_come_again(error: Exception) -> None:
    answer = ask(error)

    assert (answer.status, answer.problem) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("code", ["ValidationException", "AccessDeniedException", "ResourceNotFoundException"])
def test_what_aws_refuses_as_our_mistake_is_not_called_an_outage(code: str) -> None:
    error: ClientError = from_aws(code, 400)

    assert ask(error).status == 500
