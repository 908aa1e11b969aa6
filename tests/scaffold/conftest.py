"""A checkout with two new services, and its environment. Tests that use them are in one group: it is all made once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cloud import CORE_ONLY
from tests.scaffold.checkouts import Checkout
from tests.scaffold.grown import Grown


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grown]:
    checkout = Checkout.at(tmp_path_factory.mktemp("grown") / "checkout")
    outputs = {}
    without_a_commit_between = (
        "service billing --thing invoice",
        "event notifications MailSent",
        "reaction orders MailSent",
        "reaction billing MailSent",
    )
    for commands in (without_a_commit_between, ("service reviews",)):
        for command in commands:
            outputs[command] = checkout.run("souk", "new", *command.split()).stdout
        checkout.commit()
    yield Grown(checkout, outputs)
    checkout.run("souk", "down", "--erase", check=False)


@pytest.fixture(scope="session")
def up(grown: Grown) -> dict[str, Any]:
    """The outputs of the environment with the core and the new services; other tests have this checkout's."""
    grown.checkout.run("souk", "up", "--port", "auto", *CORE_ONLY)
    outputs: dict[str, Any] = json.loads(grown.checkout.run("souk", "outputs", "--json").stdout)
    return outputs
