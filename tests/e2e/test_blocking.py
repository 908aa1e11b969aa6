"""A blocked, disabled or deleted user can no longer order, even with a valid token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.cloud import Cloud, Visitor

pytestmark = [pytest.mark.cloud, pytest.mark.anywhere]


def refusal(customer: Visitor, sku: str) -> str:
    """The problem with which their order is refused, or an empty string."""
    return customer.order(sku).json().get("type", "").removeprefix("urn:souk:problem:")


def test_staff_block_a_person_at_once_and_let_them_in_again(cloud: Cloud):
    customer, staff, sku = cloud.customer(), cloud.staff(), cloud.product()
    block = f"/users/{customer.get('users', '/users/me').json()['id']}/block"
    assert refusal(customer, sku) == ""

    assert staff.put("users", block).status_code == 204

    assert refusal(customer, sku) == "blocked"
    with pytest.raises(ClientError):
        cloud.tokens(customer.person)
    with pytest.raises(ClientError):
        renewed(cloud, customer)

    assert staff.delete("users", block).status_code == 204

    assert refusal(customer, sku) == ""
    with pytest.raises(ClientError):
        renewed(cloud, customer)
    customer.sign_in_again()
    assert refusal(customer, sku) == ""


def test_a_customer_blocks_nobody(cloud: Cloud):
    customer, other = cloud.customer(), cloud.customer()
    block = f"/users/{other.get('users', '/users/me').json()['id']}/block"

    assert customer.put("users", block).status_code == 403
    assert customer.delete("users", block).status_code == 403


@pytest.mark.parametrize(
    ("act", "problem"),
    [
        (lambda cognito: cognito.admin_disable_user, "blocked"),
        (lambda cognito: cognito.admin_delete_user, "unknown-customer"),
    ],
    ids=["disabled", "deleted"],
)
def test_an_account_that_was_closed_in_the_pool_orders_nothing_with_a_token_that_is_still_valid(
    cloud: Cloud, act: Callable[[Any], Any], problem: str
):
    customer, sku = cloud.customer(), cloud.product()

    act(cloud.aws.cognito)(UserPoolId=cloud.outputs.user_pool_id, Username=customer.person.username)

    assert refusal(customer, sku) == problem


def renewed(cloud: Cloud, customer: Visitor) -> str:
    """A new access token for their refresh token."""
    answer = cloud.aws.cognito.initiate_auth(
        ClientId=cloud.outputs.user_pool_client_id,
        AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={"REFRESH_TOKEN": customer.tokens["RefreshToken"]},
    )
    return answer["AuthenticationResult"]["AccessToken"]
