"""Unused rights: a whole test run uses each right that a function's role has."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.terminal import TerminalReporter

from tests.template.reading import FUNCTIONS, actions, statements

USED = re.compile(r"arn:aws:sts::\d+:assumed-role/souk-[\w-]+-(?P<role>\w+)-\w+/souk-\S+ (?P<action>\S+) (?P<on>.+)")
"""A function's session has its name; tests that assume its role use other names."""
FOR_FUNCTIONS = {
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
    *("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"),
    *("kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator"),
    *("kinesis:ListShards", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
}
"""Used by Lambda itself, on AWS only: logging, tracing, polling of event sources."""
NOTES = "cloud/rights"
GIVEN_UP = "GivenUp"
"""The queue to which Lambda itself sends failed events."""
WHEN_IT_FAILS = {"sqs:ChangeMessageVisibility", "sqs:SendMessage"}
"""Used by the code that all consumers share for failed messages: one use covers all."""
OURS_ALONE = ("StreamRole", "SweeperRole")
"""Functions with the same code in every service: one use covers all."""
SAME = {"sns:PublishBatch": "sns:Publish"}
"""Actions that AWS authorizes by the right to another."""
ASKED_WITH = {"s3:ListBucket": "s3:GetObject"}
"""Rights that AWS asks for with another action: to answer 404 for an object that isn't there, not 403. AWS only."""


class Right(NamedTuple):
    """`index`: on a table's index, not on the table."""

    role: str
    action: str
    index: bool

    @property
    def shared(self) -> Right:
        """The right that all functions with the same code share."""
        if self.action in WHEN_IT_FAILS:
            return self._replace(role="")
        return self._replace(role=next((kind for kind in OURS_ALONE if self.role.endswith(kind)), self.role))


def granted() -> Iterator[Right]:
    """The rights of functions' roles in the template, without those for Lambda itself."""
    for function in FUNCTIONS.values():
        role = function["Role"]["GetAtt"].removesuffix(".Arn")
        for statement in statements(role):
            for action in actions(statement):
                if action not in FOR_FUNCTIONS and GIVEN_UP not in str(statement["Resource"]):
                    yield Right(role, action, "/index/" in str(statement["Resource"]))


def keep(home: Path) -> None:
    """Copy the log of used rights out of a folder that is about to be erased."""
    shutil.copy(home / NOTES, home.with_suffix(".rights"))


def used(log: Iterable[str]) -> Iterator[Right]:
    """The rights in the logs of local clouds."""
    for line in log:
        if match := USED.match(line):
            action = SAME.get(match["action"], match["action"])
            yield Right(match["role"], action, "/index/" in match["on"])


def unused(log: Iterable[str]) -> list[Right]:
    """The granted rights that no function with this code used."""
    covered = {right.shared for right in used(log)}
    asked = ((right, right._replace(action=ASKED_WITH.get(right.action, right.action))) for right in granted())
    return sorted(right for right, needed in asked if needed.shared not in covered)


class Unused:
    """A pytest plugin for runs with all kinds of tests: an unused right fails them."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._unused: list[Right] = []

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Called in the main process, when the workers have ended."""
        files = [self._home / NOTES, *self._home.glob("*.rights")]
        log = [line for file in files if file.exists() for line in file.read_text().splitlines()]
        self._unused = unused(log)
        if self._unused:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """Print the unused rights."""
        for right in self._unused:
            target = " on an index" if right.index else ""
            terminalreporter.write_line(
                f"template.yaml: no function used {right.action}{target} of {right.role}", red=True
            )
