"""The account's e-mail address, as Cognito tells it."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from chassis.core.errors import NotFound
from users.adapters import UserPool
from users.domain import EmailNotVerified

NO_SUCH_USER = ClientError({"Error": {"Code": "UserNotFoundException"}}, "AdminGetUser")


class Cognito:
    """One account."""

    def __init__(self, **attributes: str) -> None:
        self._attributes = [{"Name": name, "Value": value} for name, value in attributes.items()]

    def admin_get_user(self, **asked: str) -> dict[str, Any]:
        if asked["Username"] != "alice":
            raise NO_SUCH_USER
        return {"UserAttributes": self._attributes, "Enabled": True}


def email(username: str = "alice", **attributes: str) -> str:
    cognito: Any = Cognito(email="alice@souk.example", **attributes)
    return UserPool(cognito, "pool").email(username)


def test_a_verified_address_is_the_address_for_mail() -> None:
    assert email(email_verified="true") == "alice@souk.example"


@pytest.mark.parametrize("attributes", [{}, {"email_verified": "false"}, {"email_verified": ""}])
def test_an_address_that_nobody_verified_gets_no_mail(attributes: dict[str, str]) -> None:
    with pytest.raises(EmailNotVerified):
        email(**attributes)


def test_a_closed_account_is_not_found() -> None:
    with pytest.raises(NotFound):
        email("bob", email_verified="true")
