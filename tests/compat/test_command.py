"""`souk contracts check`: changes on stdout, the error on stderr, exit code 1."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner, Result

from souk.commands.cli import app


@pytest.fixture
def souk(tmp_path):
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["contracts", *arguments], env={"SOUK_HOME": str(tmp_path)})

    return run


@pytest.mark.slow
def test_the_contracts_of_this_checkout_pass(souk, fresh):
    answer = souk("check")

    assert answer.exit_code == 0, answer.output
    assert "souk contracts check" in answer.stdout
    assert answer.stderr == ""


def test_a_commit_that_is_none_gets_a_line_and_what_to_do(souk):
    answer = souk("check", "--against", "nonsense")

    assert answer.exit_code == 1
    assert answer.stderr.splitlines()[0] == "souk: there is no commit `nonsense` here"
    assert "Traceback" not in answer.output


def test_the_deprecated_operations_are_listed_with_their_sunset_and_successor(souk):
    answer = souk("deprecated")

    assert answer.exit_code == 0
    rows = [line.split() for line in answer.stdout.splitlines() if "orders.v1" in line]
    assert ["place_order", "orders.v1", "2026-12-01", "2027-12-01", "orders.v2"] in rows


def test_without_a_command_it_checks_that_the_contracts_match_the_code(souk, fresh):
    assert souk("--check").exit_code == 0


def test_check_belongs_to_no_other_command(souk):
    assert souk("check", "--check").exit_code == 2
