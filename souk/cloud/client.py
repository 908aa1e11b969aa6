"""The Python SDK's client, signed in as one of the demo users."""

from collections.abc import Callable

import httpx

from souk.cloud import demo_users
from souk.cloud.environment import Environment
from souk_sdk import SignIn, Souk, UserPool

TIMEOUT = httpx.Timeout(60)
"""The first call of a function may have to wait for a cold start on a busy machine."""


def client_as(
    environment: Environment, role: demo_users.Role, on_answer: Callable[[httpx.Response], None] = lambda _: None
) -> Souk:
    """A client of every API, signed in as a customer or a member of staff."""
    person, outputs = demo_users.require(environment, role), environment.outputs
    pool = UserPool(outputs.user_pool_id, outputs.user_pool_client_id, outputs.endpoint_url)
    return Souk(outputs.apis, SignIn(person.username, person.password, pool), timeout=TIMEOUT, on_answer=on_answer)
