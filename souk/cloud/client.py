"""The shop as its people use it: the Python SDK, signed in as one of the demo people."""

from collections.abc import Callable

import httpx

from souk.cloud import demo_users
from souk.cloud.outputs import Outputs
from souk_sdk import SignIn, Souk, UserPool

TIMEOUT = httpx.Timeout(60)
"""The first call of a function may have to wait for it to start, on a machine that is busy."""


def enter(
    outputs: Outputs, role: demo_users.Role, on_answer: Callable[[httpx.Response], None] = lambda _: None
) -> Souk:
    """The whole environment, in the eyes of a customer or a member of staff."""
    person = demo_users.named(outputs, role)
    pool = UserPool(outputs.user_pool_id, outputs.user_pool_client_id, outputs.endpoint_url)
    return Souk(outputs.apis, SignIn(person.username, person.password, pool), timeout=TIMEOUT, on_answer=on_answer)
