"""What a whole run shows of rights: each that a function's role has is used, or it goes."""

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
"""A function acts in a session of its own name; tests that take its role name theirs otherwise."""
FOR_FUNCTIONS = {
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
    *("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"),
    *("kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator"),
    *("kinesis:ListShards", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
}
"""What Lambda itself does with a function's role, on AWS only: it logs, traces, and reads what calls the function."""
NOTES = "cloud/rights"
GIVEN_UP = "GivenUp"
"""Where Lambda itself sends what it gives up on."""
WHEN_IT_FAILS = {"sqs:ChangeMessageVisibility", "sqs:SendMessage"}
"""What every consumer does alike with a message that fails: once one did, all of them can."""
OURS_ALONE = ("StreamRole", "SweeperRole")
"""Functions that are the same code for every service: what one of them did, all of them can."""
SAME = {"sns:PublishBatch": "sns:Publish"}
"""Calls that AWS checks by another's right."""


class Right(NamedTuple):
    """`index`: on a table's index, not on the table."""

    role: str
    action: str
    index: bool

    @property
    def alike(self) -> Right:
        """The right of whoever runs the same code."""
        if self.action in WHEN_IT_FAILS:
            return self._replace(role="")
        return self._replace(role=next((kind for kind in OURS_ALONE if self.role.endswith(kind)), self.role))


def granted() -> Iterator[Right]:
    """What functions' roles may do by the template, besides what Lambda does with them."""
    for function in FUNCTIONS.values():
        role = function["Role"]["GetAtt"].removesuffix(".Arn")
        for statement in statements(role):
            for action in actions(statement):
                if action not in FOR_FUNCTIONS and GIVEN_UP not in str(statement["Resource"]):
                    yield Right(role, action, "/index/" in str(statement["Resource"]))


def keep(home: Path) -> None:
    """Keep the notes of a local cloud beside its folder, which is about to be erased."""
    shutil.copy(home / NOTES, home.with_suffix(".rights"))


def used(noted: Iterable[str]) -> Iterator[Right]:
    """What functions did by the notes of local clouds."""
    for line in noted:
        if found := USED.match(line):
            action = SAME.get(found["action"], found["action"])
            yield Right(found["role"], action, "/index/" in found["on"])


def unused(noted: Iterable[str]) -> list[Right]:
    """What is granted and was not used, by its own function or by one that runs the same code."""
    did = {right.alike for right in used(noted)}
    return sorted(right for right in granted() if right.alike not in did)


class Unused:
    """A plugin of pytest, for runs that leave no kind of test out: a right that nobody used fails them."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._found: list[Right] = []

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Called in the process that started the others, when they have ended."""
        files = [self._home / NOTES, *self._home.glob("*.rights")]
        notes = [line for file in files if file.exists() for line in file.read_text().splitlines()]
        self._found = unused(notes)
        if self._found:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """Say which."""
        for right in self._found:
            where = " on an index" if right.index else ""
            terminalreporter.write_line(
                f"template.yaml: no function used {right.action}{where} of {right.role}", red=True
            )
