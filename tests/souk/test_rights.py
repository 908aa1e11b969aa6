"""Which rights functions use: the local cloud notes it, and a whole run compares it with what they have."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from souk.local.iam import Rights
from tests.rights import Right, granted, unused, used

ARN = "arn:aws:sts::000000000000:assumed-role/souk-t-3-OrdersHttpRole-E9BE05FE/"
STATEMENT = SimpleNamespace(resources=["arn:aws:dynamodb:::table/orders", "arn:aws:dynamodb:::table/orders/index/by"])


def asked(by: str = "AssumedRole") -> SimpleNamespace:
    return SimpleNamespace(principal_type=by, principal_arn=f"{ARN}souk-t-3-orders-http", action="dynamodb:Query")


def test_what_allows_a_role_something_is_noted_once_also_over_a_stop(tmp_path: Path) -> None:
    for _ in range(2):
        match = Rights(tmp_path / "rights").noting(lambda asked, statements, effect: statements[0])
        for _ in range(2):
            assert match(asked(), [STATEMENT], "Allow") is STATEMENT

    [noted] = (tmp_path / "rights").read_text().splitlines()
    assert noted == f"{ARN}souk-t-3-orders-http dynamodb:Query {','.join(STATEMENT.resources)}"


def test_what_denies_what_is_not_allowed_and_what_is_no_role_is_not_noted(tmp_path: Path) -> None:
    match = Rights(tmp_path / "rights").noting(lambda asked, statements, effect: next(iter(statements), None))

    match(asked(), [STATEMENT], "Deny")
    match(asked(), [], "Allow")
    match(asked("Root"), [STATEMENT], "Allow")

    assert not (tmp_path / "rights").exists()


@pytest.mark.parametrize(
    ("session", "action", "on", "right"),
    [
        ("souk-t-3-orders-http", "dynamodb:Query", "table/orders", [Right("OrdersHttpRole", "dynamodb:Query", False)]),
        ("souk-t-3-x", "dynamodb:Query", "table/orders/index/by", [Right("OrdersHttpRole", "dynamodb:Query", True)]),
        ("souk-t-3-x", "sns:PublishBatch", "events.fifo", [Right("OrdersHttpRole", "sns:Publish", False)]),
        ("intruder", "dynamodb:Query", "table/orders", []),
    ],
)
def test_a_function_used_what_was_noted_in_a_session_of_its_name(
    session: str, action: str, on: str, right: list[Right]
) -> None:
    assert list(used([f"{ARN}{session} {action} {on}"])) == right


def test_what_lambda_itself_does_with_a_role_counts_for_no_function() -> None:
    rights = {*granted()}

    assert Right("OrdersStreamRole", "sns:Publish", False) in rights
    assert {right.action for right in rights if right.role == "OrdersStreamRole"} & {"sqs:SendMessage"} == set()
    assert not any(right.action.startswith(("logs:", "xray:")) for right in rights)


def test_a_right_is_used_by_its_function_or_by_one_that_runs_the_same_code() -> None:
    roles = "arn:aws:sts::0:assumed-role/souk-t-{}Role-E9/souk-t-x {} table/x".format
    noted = [roles("OrdersSweeper", "sns:PublishBatch"), roles("UsersSqs", "sqs:SendMessage")]

    left = unused([*noted, roles("OrdersSqs", "dynamodb:GetItem")])

    assert Right("UsersSweeperRole", "sns:Publish", False) not in left
    assert Right("OrdersKinesisRole", "sqs:SendMessage", False) not in left
    assert Right("OrdersSqsRole", "dynamodb:GetItem", False) not in left
    assert Right("UsersSqsRole", "dynamodb:GetItem", False) in left
