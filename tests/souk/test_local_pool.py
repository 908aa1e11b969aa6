"""The local cloud's user pool: an address counts once it is verified, as Cognito does where the pool asks for it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError

from souk.cloud.clients import local_aws

pytestmark = pytest.mark.cloud
PASSWORD = "Password-1-of-nobody"
EMAIL = {"AttributeName": "email"}


@pytest.fixture
def cognito(local) -> Any:
    return local_aws(local.endpoint_url).cognito


@pytest.fixture
def pool(cognito) -> str:
    response = cognito.create_user_pool(
        PoolName="facts",
        UsernameAttributes=["email"],
        AutoVerifiedAttributes=["email"],
        UserAttributeUpdateSettings={"AttributesRequireVerificationBeforeUpdate": ["email"]},
    )
    return response["UserPool"]["Id"]


def a_person(cognito, pool, address) -> dict[str, str]:
    """The request parameters that identify a new user."""
    verified = [{"Name": "email", "Value": address}, {"Name": "email_verified", "Value": "true"}]
    cognito.admin_create_user(UserPoolId=pool, Username=address, MessageAction="SUPPRESS", UserAttributes=verified)
    cognito.admin_set_user_password(UserPoolId=pool, Username=address, Password=PASSWORD, Permanent=True)
    client = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="facts", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    signed_in = cognito.initiate_auth(
        ClientId=client,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": address, "PASSWORD": PASSWORD},
    )
    return {"AccessToken": signed_in["AuthenticationResult"]["AccessToken"]}


def user_attributes(cognito, token) -> dict[str, str]:
    return {each["Name"]: each["Value"] for each in cognito.get_user(**token)["UserAttributes"]}


def changes(cognito, token, **attributes: str) -> dict[str, Any]:
    wanted = [{"Name": name, "Value": value} for name, value in attributes.items()]
    return dict(cognito.update_user_attributes(**token, UserAttributes=wanted))


def test_a_new_address_counts_once_it_is_verified(cognito, pool):
    token = a_person(cognito, pool, "ada@souk.example")

    response = changes(cognito, token, email="ada@new.example", given_name="Ada")
    assert [each["AttributeName"] for each in response["CodeDeliveryDetailsList"]] == ["email"]
    before = user_attributes(cognito, token)
    assert (before["email"], before["email_verified"], before["given_name"]) == ("ada@souk.example", "true", "Ada")

    with pytest.raises(cognito.exceptions.CodeMismatchException):
        cognito.verify_user_attribute(**token, **EMAIL, Code="654321")
    assert user_attributes(cognito, token)["email"] == "ada@souk.example"

    cognito.verify_user_attribute(**token, **EMAIL, Code="123456")
    after = user_attributes(cognito, token)
    assert (after["email"], after["email_verified"]) == ("ada@new.example", "true")


def test_the_code_of_a_sign_up_verifies_the_address(cognito, pool):
    client = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="facts", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    person = {"ClientId": client, "Username": "eve@souk.example"}
    cognito.sign_up(**person, Password=PASSWORD)
    with pytest.raises(cognito.exceptions.CodeMismatchException):
        cognito.confirm_sign_up(**person, ConfirmationCode="654321")

    cognito.confirm_sign_up(**person, ConfirmationCode="123456")

    user = cognito.admin_get_user(UserPoolId=pool, Username="eve@souk.example")["UserAttributes"]
    assert {each["Name"]: each["Value"] for each in user}["email_verified"] == "true"


def test_an_address_that_nobody_verified_can_be(cognito, pool):
    token = a_person(cognito, pool, "ada@souk.example")
    unverified = [{"Name": "email_verified", "Value": "false"}]
    cognito.admin_update_user_attributes(UserPoolId=pool, Username="ada@souk.example", UserAttributes=unverified)

    cognito.verify_user_attribute(**token, **EMAIL, Code="123456")

    assert user_attributes(cognito, token)["email_verified"] == "true"


def test_nobody_says_of_himself_that_he_is_verified(cognito, pool):
    token = a_person(cognito, pool, "ada@souk.example")

    with pytest.raises(cognito.exceptions.NotAuthorizedException):
        changes(cognito, token, email="bob@souk.example", email_verified="true")

    assert user_attributes(cognito, token)["email"] == "ada@souk.example"


def test_nobody_takes_an_address_that_is_anothers(cognito, pool):
    a_person(cognito, pool, "bob@souk.example")
    token = a_person(cognito, pool, "ada@souk.example")

    with pytest.raises(cognito.exceptions.AliasExistsException):
        changes(cognito, token, email="bob@souk.example")


def test_an_api_takes_a_token_of_the_pool_and_a_queue_is_at_the_address_that_is_listened_on(local, cognito, pool):
    """Proven where it hurt: with `::1 localhost` alone in /etc/hosts."""
    aws, token = local_aws(local.endpoint_url), a_person(cognito, pool, "ada@souk.example")["AccessToken"]
    api = aws.apigateway.create_rest_api(name="facts")["id"]
    arn = cognito.describe_user_pool(UserPoolId=pool)["UserPool"]["Arn"]
    authorizer = aws.apigateway.create_authorizer(
        restApiId=api,
        name="token",
        type="COGNITO_USER_POOLS",
        providerARNs=[arn],
        identitySource="method.request.header.Authorization",
    )["id"]
    (root,) = aws.apigateway.get_resources(restApiId=api)["items"]
    route = {"restApiId": api, "resourceId": root["id"], "httpMethod": "GET"}
    aws.apigateway.put_method(
        **route,
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=authorizer,
        authorizationScopes=["aws.cognito.signin.user.admin"],
    )
    aws.apigateway.put_integration(**route, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
    aws.apigateway.put_method_response(**route, statusCode="200")
    aws.apigateway.put_integration_response(**route, statusCode="200")
    aws.apigateway.create_deployment(restApiId=api, stageName="v1")
    url = f"{local.endpoint_url}/_aws/execute-api/{api}/v1/"

    assert httpx.get(url, headers={"Authorization": "Bearer a.b.c"}, trust_env=False).status_code == 401
    assert httpx.get(url, headers={"Authorization": f"Bearer {token}"}, trust_env=False).status_code == 200
    assert aws.sqs.create_queue(QueueName="facts")["QueueUrl"].startswith(f"{local.endpoint_url}/")


def test_a_forged_token_changes_and_verifies_nothing(cognito):
    for attempt in (
        lambda: changes(cognito, {"AccessToken": "a.b.c"}, email="bob@souk.example"),
        lambda: cognito.verify_user_attribute(AccessToken="a.b.c", **EMAIL, Code="123456"),
    ):
        with pytest.raises(ClientError, match="NotAuthorizedException"):
            attempt()
