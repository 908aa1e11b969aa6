"""The adapter of the `Customers` port: the users service, through its SDK."""

from __future__ import annotations

from http import HTTPStatus

import httpx

from chassis.core.errors import Unavailable
from orders.domain import Blocked
from souk_sdk.errors import SignInFailed
from souk_sdk.users_v1 import AuthenticatedClient
from souk_sdk.users_v1.api.internal import get_customer


class UsersService:
    """Calls users over HTTP; `http` signs, limits and retries the requests."""

    def __init__(self, http: httpx.Client) -> None:
        # The token is never sent: requests are signed instead.
        self._client = AuthenticatedClient(str(http.base_url), token="").set_httpx_client(http)

    def exists(self, customer_id: str) -> bool:
        try:
            response = get_customer.sync_detailed(customer_id, client=self._client)
        except SignInFailed as error:
            raise Unavailable("This service has no credentials to call another one.") from error
        if response.status_code is HTTPStatus.OK:
            return True
        if response.status_code is HTTPStatus.NOT_FOUND:
            return False
        if response.status_code is HTTPStatus.CONFLICT:
            raise Blocked("Ask the shop why.")
        raise Unavailable(f"users returned {response.status_code}.")
