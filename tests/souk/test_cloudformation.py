"""The corrections of MiniStack's CloudFormation, with fakes of its resource handlers."""

from __future__ import annotations

from typing import Any

import pytest

from souk.local.cloudformation import NAMES, refuse_taken_names

QUEUE = "AWS::SQS::Queue"
ORDERS = {"ResourceType": QUEUE, "Properties": {"QueueName": "souk-dev-orders.fifo"}}
TAKEN = r"souk-dev-orders\.fifo already exists in stack arn:souk-dev"


def corrected(**stacks: str) -> dict[str, Any]:
    """The handlers of queues, where each of these stacks has the queue of the orders."""
    handlers: dict[str, dict[str, Any]] = {kind: {"create": lambda *_: "created"} for kind in NAMES}
    handlers[QUEUE]["update"] = lambda *_: "updated"
    contents = {
        name.replace("_", "-"): {
            "StackStatus": status,
            "StackId": f"arn:{name.replace('_', '-')}",
            "_resources": {"OrdersQueue": ORDERS},
        }
        for name, status in stacks.items()
    }
    refuse_taken_names(handlers, contents)
    return handlers[QUEUE]


def test_a_name_that_another_stacks_resource_has_is_refused() -> None:
    queue = corrected(souk_dev="CREATE_COMPLETE")

    with pytest.raises(ValueError, match=TAKEN):
        queue["create"]("BillingQueue", ORDERS["Properties"], "souk-dev--billing")
    with pytest.raises(ValueError, match=TAKEN):
        queue["update"]("url", {"QueueName": "souk-dev-billing.fifo"}, ORDERS["Properties"], "souk-dev--billing", "Id")


def test_a_stack_keeps_its_own_names_and_takes_those_of_stacks_that_are_gone() -> None:
    queue = corrected(souk_dev="CREATE_COMPLETE")

    assert queue["create"]("OrdersQueue", ORDERS["Properties"], "souk-dev") == "created"
    assert queue["update"]("url", ORDERS["Properties"], ORDERS["Properties"], "souk-dev--x") == "updated"
    assert queue["create"]("Unnamed", {}, "souk-dev--billing") == "created"
    gone = corrected(souk_dev="DELETE_COMPLETE")
    assert gone["create"]("BillingQueue", ORDERS["Properties"], "souk-dev--billing") == "created"
