"""Two environments side by side share nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import httpx
import pytest

from tests.cloud import Cloud
from tests.waiting import eventually

# One worker brings the second environment up, and only these tests need it.
pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("two environments")]


# A stage belongs to its API and a group to its pool, whose own names differ. The role that API Gateway logs with is a
# setting of the whole account and region.
INSIDE_OTHERS = ("AWS::ApiGateway::Stage", "AWS::Cognito::UserPoolGroup", "AWS::ApiGateway::Account")


def physical_names(cloud: Cloud) -> set[str]:
    """The resources of the core and of all applications."""
    environment = cloud.environment
    return {each.physical_id for each in environment.resources if each.type not in INSIDE_OTHERS}


def values(data: Any) -> set[str]:
    if isinstance(data, dict):
        return {value for each in data.values() for value in values(each)}
    return {str(data)}


def test_no_name_is_shared(cloud: Cloud, second_cloud: Cloud) -> None:
    assert len(physical_names(second_cloud)) > 50
    assert physical_names(cloud) & physical_names(second_cloud) == set()

    shared = values(asdict(cloud.outputs)) & values(asdict(second_cloud.outputs))
    # One edge serves all environments of a machine, with one certificate.
    of_the_machine = {value for value in shared if value.endswith("/edge/certificate.pem")}
    assert shared - of_the_machine == {cloud.outputs.region, cloud.outputs.endpoint_url}


def test_a_token_of_one_opens_nothing_in_the_other(cloud: Cloud, second_cloud: Cloud) -> None:
    customer = cloud.customer()

    answer = httpx.get(
        second_cloud.outputs.apis["users.v1"] + "/users/me",
        headers=dict(customer.http.headers),
        trust_env=False,
        timeout=60,
    )

    assert answer.status_code == 401


def test_an_order_in_one_is_told_in_that_one_only(cloud: Cloud, second_cloud: Cloud) -> None:
    customer = second_cloud.customer()
    order_id = customer.order(second_cloud.product()).json()["id"]

    mails = eventually(lambda: [mail for mail in cloud.mails() if order_id in mail["BodyText"]])

    assert [mail["Source"] for mail in mails] == ["shop@two.souk.example"]
    assert cloud.staff().get("orders", f"/orders/{order_id}").status_code == 404
