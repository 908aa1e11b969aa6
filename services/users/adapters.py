"""What answers the ports that aren't the store: the Cognito user pool."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from chassis.errors import NotFound
from users.domain import EmailNotVerified

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


class UserPool:
    """The accounts of one Cognito user pool."""

    def __init__(self, cognito: CognitoIdentityProviderClient, pool_id: str) -> None:
        self._cognito, self._pool_id = cognito, pool_id

    def email(self, username: str) -> str:
        try:
            account = self._cognito.admin_get_user(UserPoolId=self._pool_id, Username=username)
        except self._cognito.exceptions.UserNotFoundException as error:
            raise NotFound("The account was closed.") from error
        attributes = {attribute["Name"]: attribute.get("Value", "") for attribute in account["UserAttributes"]}
        if attributes.get("email_verified") != "true":
            raise EmailNotVerified("Verify the address with the code that was mailed to it, then try again.")
        return attributes["email"]

    def delete(self, username: str) -> None:
        with suppress(self._cognito.exceptions.UserNotFoundException):
            self._cognito.admin_delete_user(UserPoolId=self._pool_id, Username=username)
