"""Every behaviour is tested with both clients, the synchronous and the asynchronous."""

from __future__ import annotations

import pytest

from tests.sdk.fakes import Ask, FastClock, ask_and_go_on, ask_and_wait


@pytest.fixture(params=[ask_and_wait, ask_and_go_on], ids=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """`ask(service, lambda souk: souk.orders.get_order("1"), auth=...)`."""
    chosen: Ask = request.param
    return chosen


@pytest.fixture
def clock() -> FastClock:
    """Time that flies."""
    return FastClock()
