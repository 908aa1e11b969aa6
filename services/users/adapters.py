"""The adapter of the `Accounts` port: the Cognito user pool."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chassis.core.errors import NotFound
from users.domain import Blocked, EmailNotVerified

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_cognito_idp.type_defs import AdminGetUserResponseTypeDef


class UserPool:
    """The accounts of one Cognito user pool, which accepts a user's id (`sub`) as their user name."""

    def __init__(self, cognito: CognitoIdentityProviderClient, pool_id: str) -> None:
        self._cognito, self._pool_id = cognito, pool_id

    def email(self, username: str) -> str:
        account = self._open(username)
        attributes = {attribute["Name"]: attribute.get("Value", "") for attribute in account["UserAttributes"]}
        if attributes.get("email_verified") != "true":
            raise EmailNotVerified("Verify the address with the code sent to it, then try again.")
        return attributes["email"]

    def ensure_open(self, user_id: str) -> None:
        self._open(user_id)

    def disable(self, user_id: str) -> None:
        with _missing_ignored():
            self._cognito.admin_disable_user(UserPoolId=self._pool_id, Username=user_id)
            # Otherwise its refresh tokens would work again once it is enabled.
            self._cognito.admin_user_global_sign_out(UserPoolId=self._pool_id, Username=user_id)

    def enable(self, user_id: str) -> None:
        with _missing_ignored():
            self._cognito.admin_enable_user(UserPoolId=self._pool_id, Username=user_id)

    def delete(self, username: str) -> None:
        with _missing_ignored():
            self._cognito.admin_delete_user(UserPoolId=self._pool_id, Username=username)

    def _open(self, username: str) -> AdminGetUserResponseTypeDef:
        """The account, if it is enabled. Raises NotFound, Blocked."""
        try:
            account = self._cognito.admin_get_user(UserPoolId=self._pool_id, Username=username)
        except ClientError as error:
            if not _is_missing(error):
                raise
            raise NotFound("The account was closed.") from error
        if not account["Enabled"]:
            raise Blocked("Ask the shop why.")
        return account


@contextmanager
def _missing_ignored() -> Iterator[None]:
    """Nothing is left to do for an account that is gone."""
    try:
        yield
    except ClientError as error:
        if not _is_missing(error):
            raise


def _is_missing(error: ClientError) -> bool:
    return error.response["Error"]["Code"] == "UserNotFoundException"
