"""A user with a confirmed account is a customer."""

from __future__ import annotations

import json

import pytest

from tests.cloud import Cloud

pytestmark = pytest.mark.cloud


def test_a_person_who_confirmed_their_address_has_a_profile(cloud: Cloud) -> None:
    stranger = cloud.stranger()
    assert stranger.get("users", "/users/me").status_code == 404

    attributes = cloud.aws.cognito.get_user(AccessToken=stranger.tokens["AccessToken"])["UserAttributes"]
    confirmed = {"request": {"userAttributes": {each["Name"]: each["Value"] for each in attributes}}}
    # Cognito does this by itself; the local cloud's pool calls no function.
    answer = cloud.aws.functions.invoke(
        FunctionName=f"souk-{cloud.outputs.env}-users-cognito", Qualifier="live", Payload=json.dumps(confirmed).encode()
    )

    assert json.loads(answer["Payload"].read()) == confirmed
    assert stranger.get("users", "/users/me").json()["email"] == stranger.person.username
