"""A function answers before it is cut off, whatever hangs behind it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import httpx
import pytest
from botocore.exceptions import ReadTimeoutError
from pybreaker import CircuitBreaker

from chassis.core.errors import Unavailable
from chassis.messaging.consumer import RESERVE_MS
from chassis.persistence.table import Table
from chassis.runtime import deadline
from chassis.runtime.aws_client import Session
from chassis.runtime.aws_config import CONFIG, AwsConfig
from chassis.runtime.http_client import LONGEST_TRY, ResilientTransport
from chassis.web.app import create_app, lambda_handler
from chassis.web.auth import NoVerifier
from notifications.ports import Contacts, Notifications
from notifications.store import DynamoContacts, DynamoNotifications
from notifications.v1.router import API
from tests.gateway import claims, rest_event
from tests.lambdas import Left

IMPATIENT = AwsConfig(connect_timeout=1, read_timeout=1, attempts=2)


class Until:
    """The Lambda context of an invocation with so many seconds left."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        return int((self._end - time.monotonic()) * 1000)


@pytest.fixture
def hanging() -> Iterator[socket.socket]:
    """An endpoint that takes connections, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def table(server: socket.socket) -> Table:
    environ = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "eu-central-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.getsockname()[1]}",
    }
    return Table(Session(environ).client("dynamodb", IMPATIENT), "hangs")


@pytest.mark.parametrize(("method", "path"), [("GET", "/notifications"), ("GET", "/notifications/preferences")])
def test_an_api_whose_table_hangs_says_in_time_when_to_come_again(
    hanging: socket.socket, method: str, path: str
) -> None:
    its_table = table(hanging)
    world = {Notifications: DynamoNotifications(its_table), Contacts: DynamoContacts(its_table)}
    handler, context = lambda_handler(create_app(API, world, NoVerifier())), Until(15)
    event = rest_event(method, path, authorizer={"claims": claims("alice")})

    answer = handler(event, context)

    assert answer["statusCode"] == 503
    assert answer["headers"]["retry-after"]
    assert context.get_remaining_time_in_millis() > 0


def test_no_call_to_aws_begins_that_could_outlast_the_invocation(hanging: socket.socket) -> None:
    with deadline.of(Left(3_000)), pytest.raises(Unavailable):
        table(hanging).get("pk", "sk")

    hanging.setblocking(False)
    with pytest.raises(BlockingIOError):
        hanging.accept()


def test_a_mail_that_went_out_is_noted_however_little_time_is_left(hanging: socket.socket) -> None:
    with deadline.of(Left(3_000)), pytest.raises(ReadTimeoutError):
        DynamoNotifications(table(hanging)).mark_mailed("n-1")

    with hanging.accept()[0] as asked:
        assert asked.recv(4)  # it was sent


def test_the_reserve_of_a_consumer_is_enough_for_a_first_call() -> None:
    with deadline.of(Left(RESERVE_MS)):
        deadline.check(CONFIG.longest_try)


def test_no_call_to_another_service_begins_that_could_outlast_the_invocation() -> None:
    asked: list[httpx.Request] = []
    breaker = CircuitBreaker(fail_max=1)
    transport = ResilientTransport(
        httpx.MockTransport(lambda request: asked.append(request) or httpx.Response(200)), breaker
    )

    with deadline.of(Left(int(LONGEST_TRY * 1000))), pytest.raises(Unavailable):
        httpx.Client(transport=transport).get("https://users.example/customers/1")

    assert asked == []
    assert breaker.fail_counter == 0


def test_a_context_that_tells_no_time_sets_no_deadline() -> None:
    with deadline.of(Left(0)), deadline.of(None):
        deadline.check(3600)
