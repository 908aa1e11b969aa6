"""The correction of MiniStack's load balancers, with fakes of its functions."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from souk.local.elbv2 import GROUP, correct

FUNCTION = {"Id": "arn:aws:lambda:us-east-1:000000000000:function:users:live"}


@pytest.fixture
def targets() -> dict[str, Any]:
    """The targets of all groups: one has been registered by somebody."""
    return {"group": [{"Id": "10.0.0.1"}]}


@pytest.fixture
def handlers(targets: dict[str, Any]) -> dict[str, Any]:
    """MiniStack's corrected handlers of target groups."""
    own = {"create": lambda *_: ("new", {}), "update": lambda *_: ("group", {})}
    correct(SimpleNamespace(_targets=targets), SimpleNamespace(_RESOURCE_HANDLERS={GROUP: own}))
    return own


def test_the_targets_of_a_new_group_are_registered(handlers: dict[str, Any], targets: dict[str, Any]) -> None:
    assert handlers["create"]("Targets", {"Targets": [FUNCTION]}, "stack") == ("new", {})
    assert targets["new"] == [FUNCTION]


def test_an_update_replaces_them(handlers: dict[str, Any], targets: dict[str, Any]) -> None:
    assert handlers["update"]("group", {}, {"Targets": [FUNCTION]}, "stack", "Targets") == ("group", {})
    assert targets["group"] == [FUNCTION]


def test_a_group_without_targets_keeps_those_that_others_registered(
    handlers: dict[str, Any], targets: dict[str, Any]
) -> None:
    handlers["update"]("group", {}, {}, "stack")

    assert targets["group"] == [{"Id": "10.0.0.1"}]
