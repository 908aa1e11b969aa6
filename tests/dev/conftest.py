"""A checkout whose system is up, for those who change its code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scaffold.checkouts import Checkout


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """It has a local cloud of its own."""
    made = Checkout.at(tmp_path_factory.mktemp("dev") / "checkout")
    made.run("souk", "up", "--port", "auto")
    yield made
    made.run("souk", "down", "--erase", check=False)
