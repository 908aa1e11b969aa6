"""A checkout with a running system, whose code tests change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cloud import CORE_ONLY
from tests.scaffold.checkouts import Checkout


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A checkout with its own local cloud."""
    checkout = Checkout.at(tmp_path_factory.mktemp("dev") / "checkout")
    checkout.run("souk", "up", "--port", "auto", *CORE_ONLY)
    yield checkout
    checkout.run("souk", "down", "--erase", check=False)
