"""A save updates the affected functions, urgent ones first, and is reported."""

from __future__ import annotations

import pytest

from souk.dev.sources import Code
from souk.dev.sync import SyncLoop
from tests.dev.fakes import FakeReporter, FakeUpdater
from tests.fake_environment import function

CHASSIS = {"chassis/core/errors.py": b"TITLE = 'no'"}
ORDERS = {**CHASSIS, "orders/actions.py": b"x = 1", "orders/handlers/stream.py": b"handler = 1"}
USERS = {**CHASSIS, "users/actions.py": b"x = 1"}
HTTP, STREAM, SQS, OTHER = "orders-http", "orders-stream", "orders-sqs", "users-http"


class Checkout:
    """The deployed code of two services, and its sync loop."""

    def __init__(self) -> None:
        self.code: dict[str, Code] = {"orders": ORDERS, "users": USERS}
        self.updater, self.reporter = FakeUpdater(*map(function, (HTTP, STREAM, SQS, OTHER))), FakeReporter()
        self.loop = SyncLoop(lambda: self.code, self.updater, self.reporter, self.code)

    def save(self, path: str, content: str) -> None:
        """Save a file and sync."""
        self.write(path, content)
        self.loop.sync(0.0)

    def write(self, path: str, content: str) -> None:
        """Save a file in every service that ships it."""
        services = ["orders", "users"] if path.startswith("chassis/") else [path.partition("/")[0]]
        self.code = {**self.code, **{service: {**self.code[service], path: content.encode()} for service in services}}

    def rest(self) -> None:
        """Wait without saves."""
        while self.loop.has_work:
            self.loop.idle()


@pytest.fixture
def checkout() -> Checkout:
    return Checkout()


def test_a_save_updates_the_api_first_and_the_others_later(checkout):
    checkout.save("orders/actions.py", "x = 2")

    assert checkout.updater.updates == [[HTTP]]
    assert checkout.reporter.infos[0].startswith("orders/actions.py → orders-http  ")
    assert checkout.reporter.infos[0].endswith("then orders-sqs, orders-stream")

    checkout.rest()

    assert checkout.updater.updates == [[HTTP], [SQS, STREAM]]
    assert {name: code["orders/actions.py"] for name, code in checkout.updater.deployed.items()} == dict.fromkeys(
        (HTTP, SQS, STREAM), b"x = 2"
    )
    assert len(checkout.reporter.infos) == 1
    assert sorted(checkout.updater.pruned) == [HTTP, SQS, STREAM]


def test_a_handlers_file_affects_its_function_alone(checkout):
    checkout.save("orders/handlers/stream.py", "handler = 2")
    checkout.rest()

    assert checkout.updater.updates == [[STREAM]]


def test_the_chassis_affects_all_functions(checkout):
    checkout.save("chassis/core/errors.py", "TITLE = 'never'")
    checkout.rest()

    assert sorted(checkout.updater.deployed) == [HTTP, SQS, STREAM, OTHER]


def test_several_files_at_once_are_one_update_and_one_line(checkout):
    for path in ("orders/actions.py", "orders/domain.py", "users/actions.py"):
        checkout.write(path, "y = 1")
    checkout.loop.sync(0.0)

    assert checkout.updater.updates == [[HTTP, OTHER]]
    assert checkout.reporter.infos[0].startswith("orders/actions.py, orders/domain.py, users/actions.py → ")


def test_a_syntax_error_is_reported_with_its_line_and_updates_nothing(checkout):
    checkout.write("users/actions.py", "x = 2")
    checkout.save("orders/actions.py", "x = 1\ndef f(:\n    pass")

    assert checkout.updater.updates == []
    assert checkout.reporter.warnings == ["orders/actions.py:2: invalid syntax; nothing is updated"]

    checkout.save("orders/actions.py", "x = 3")

    assert checkout.updater.updates == [[HTTP, OTHER]]


def test_undoing_a_syntax_error_updates_nothing(checkout):
    checkout.save("orders/actions.py", "x = ")
    checkout.save("orders/actions.py", "x = 1")

    assert checkout.updater.updates == []
    assert checkout.reporter.infos == ["fixed: nothing to update"]


def test_a_file_that_is_saved_unchanged_is_no_change(checkout):
    checkout.save("orders/actions.py", "x = 1")

    assert (checkout.updater.updates, checkout.reporter.infos, checkout.reporter.warnings) == ([], [], [])


def test_a_change_can_be_undone(checkout):
    checkout.save("orders/actions.py", "x = 2")
    checkout.save("orders/actions.py", "x = 1")
    checkout.rest()

    assert {code["orders/actions.py"] for code in checkout.updater.deployed.values()} == {b"x = 1"}


def test_a_deleted_file_is_removed_from_the_functions(checkout):
    checkout.code = {**checkout.code, "users": CHASSIS}
    checkout.loop.sync(0.0)

    assert checkout.updater.deployed == {OTHER: CHASSIS}


def test_a_new_save_does_not_wait_for_pending_functions(checkout):
    checkout.save("orders/actions.py", "x = 2")
    checkout.save("users/actions.py", "x = 2")
    checkout.rest()

    assert checkout.updater.updates == [[HTTP], [OTHER], [SQS, STREAM]]


def test_a_function_that_can_not_start_is_reported_and_gets_the_save_that_fixes_it(checkout):
    checkout.updater.broken = {HTTP: "name 'y' is not defined"}
    checkout.save("orders/actions.py", "x = y")

    assert checkout.reporter.warnings == ["orders-http was not updated: name 'y' is not defined"]
    assert not checkout.loop.is_pending, "the others would fail alike"

    checkout.updater.broken = {}
    checkout.save("orders/handlers/stream.py", "handler = 2")
    checkout.rest()

    assert sorted(checkout.updater.deployed) == [HTTP, SQS, STREAM]


def test_a_failed_update_is_reported_and_repeated_with_the_next_save(checkout):
    checkout.updater.is_down = True
    checkout.save("orders/actions.py", "x = 2")

    assert "the local cloud does not answer" in checkout.reporter.warnings[0]

    checkout.updater.is_down = False
    checkout.save("orders/actions.py", "x = 3")
    checkout.rest()

    assert sorted(checkout.updater.deployed) == [HTTP, SQS, STREAM]


def test_an_urgent_function_comes_first_too(checkout):
    checkout.updater.urgent |= {STREAM}
    checkout.save("orders/actions.py", "x = 2")

    assert checkout.updater.updates == [[HTTP, STREAM]]


def test_drifted_functions_are_updated_without_a_save(checkout):
    checkout.loop.sync(0.0, drifted=[function(SQS)])

    assert checkout.updater.deployed == {SQS: ORDERS}


def test_previous_versions_can_be_pruned_before_all_functions_are_updated(checkout):
    checkout.save("orders/actions.py", "x = 2")
    checkout.loop.prune()

    assert checkout.updater.pruned == [HTTP]


def test_a_file_without_a_function_is_reported(checkout):
    checkout.save("orders/handlers/mail.py", "handler = 1")

    assert checkout.reporter.infos == ["orders/handlers/mail.py: no function runs it yet"]
