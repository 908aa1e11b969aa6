"""`sam local invoke` and `sam local start-lambda`: single functions in containers, with events of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from chassis.core.events import new_id, now
from orders.events_in import UserErased
from souk.base.paths import REGION
from souk.cloud.clients import LOCAL_KEY
from tests.cloud import Cloud
from tests.lambdas import sqs_batch
from tests.sam_local.sam import Sam
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("sam local")]


@pytest.fixture(scope="module")
def functions(sam: Sam) -> Iterator[Any]:
    """Lambda, as boto3 knows it."""
    patience = Config(read_timeout=PATIENCE, retries={"total_max_attempts": 1})
    with sam.serving("start-lambda", 3001) as url:
        yield boto3.client("lambda", REGION, None, True, None, url, LOCAL_KEY, LOCAL_KEY, config=patience)


def test_a_queues_handler_does_to_the_local_cloud_what_an_event_says(sam: Sam, cloud: Cloud, tmp_path: Path) -> None:
    customer, sku = cloud.customer(), cloud.product()
    order_id = customer.order(sku).json()["id"]
    who = customer.get("users", "/users/me").json()["id"]
    erased = UserErased(id=new_id(), at=now(), aggregate_id=who, sequence=99, trace="")
    event = tmp_path / "event.json"
    event.write_text(json.dumps(sqs_batch(erased.wire())))

    answer = sam.invoke("OrdersSqs", event)

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == {"batchItemFailures": []}, answer.stderr
    assert customer.get("orders", f"/orders/{order_id}").json()["status"] == "cancelled"


def test_a_function_called_with_boto3_makes_a_customer_of_who_confirmed_a_sign_up(
    sam: Sam, functions: Any, cloud: Cloud
) -> None:
    stranger = cloud.stranger()
    attributes = cloud.aws.cognito.get_user(AccessToken=stranger.tokens["AccessToken"])["UserAttributes"]
    confirmed = {"request": {"userAttributes": {each["Name"]: each["Value"] for each in attributes}}}

    with sam.engine.network.inside():
        answer = functions.invoke(FunctionName="UsersCognito", Payload=json.dumps(confirmed))
        event = json.load(answer["Payload"])

    assert event == confirmed, event
    assert stranger.get("users", "/users/me").json()["email"] == stranger.person.username
