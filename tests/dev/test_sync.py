"""What happens to a save: who gets it, in which order, and what a person is told."""

from __future__ import annotations

import pytest

from souk.dev.sources import Code
from souk.dev.sync import Loop
from tests.dev.fakes import FakeCloud, Told, function

CHASSIS = {"chassis/core/errors.py": b"TITLE = 'no'"}
ORDERS = {**CHASSIS, "orders/actions.py": b"x = 1", "orders/handlers/stream.py": b"handler = 1"}
USERS = {**CHASSIS, "users/actions.py": b"x = 1"}
HTTP, STREAM, SQS, OTHER = "orders-http", "orders-stream", "orders-sqs", "users-http"


class Checkout:
    """The code of two services, deployed; and a loop that brings what is saved in it."""

    def __init__(self) -> None:
        self.code: dict[str, Code] = {"orders": ORDERS, "users": USERS}
        self.cloud, self.told = FakeCloud(*map(function, (HTTP, STREAM, SQS, OTHER))), Told()
        self.loop = Loop(lambda: self.code, self.cloud, self.told, self.code)

    def save(self, place: str, content: str) -> None:
        """Save a file, and have it noticed."""
        self.write(place, content)
        self.loop.saved(0.0)

    def write(self, place: str, content: str) -> None:
        """Save a file of every service that ships it."""
        shippers = ["orders", "users"] if place.startswith("chassis/") else [place.partition("/")[0]]
        self.code = {**self.code, **{each: {**self.code[each], place: content.encode()} for each in shippers}}

    def rest(self) -> None:
        """A while without saves."""
        while self.loop.has_work:
            self.loop.idle()


@pytest.fixture
def checkout() -> Checkout:
    return Checkout()


def test_a_save_comes_first_to_the_api_and_then_to_those_that_nobody_waits_for(checkout):
    checkout.save("orders/actions.py", "x = 2")

    assert checkout.cloud.updates == [[HTTP]]
    assert checkout.told.said[0].startswith("orders/actions.py → orders-http  ")
    assert checkout.told.said[0].endswith("then orders-sqs, orders-stream")

    checkout.rest()

    assert checkout.cloud.updates == [[HTTP], [SQS, STREAM]]
    assert {name: code["orders/actions.py"] for name, code in checkout.cloud.runs.items()} == dict.fromkeys(
        (HTTP, SQS, STREAM), b"x = 2"
    )
    assert len(checkout.told.said) == 1
    assert sorted(checkout.cloud.tidied) == [HTTP, SQS, STREAM]


def test_a_handlers_file_concerns_its_own_function_alone(checkout):
    checkout.save("orders/handlers/stream.py", "handler = 2")
    checkout.rest()

    assert checkout.cloud.updates == [[STREAM]]


def test_the_chassis_concerns_everybody(checkout):
    checkout.save("chassis/core/errors.py", "TITLE = 'never'")
    checkout.rest()

    assert sorted(checkout.cloud.runs) == [HTTP, SQS, STREAM, OTHER]


def test_several_files_at_once_are_one_update_and_one_line(checkout):
    for place in ("orders/actions.py", "orders/domain.py", "users/actions.py"):
        checkout.write(place, "y = 1")
    checkout.loop.saved(0.0)

    assert checkout.cloud.updates == [[HTTP, OTHER]]
    assert checkout.told.said[0].startswith("orders/actions.py, orders/domain.py, users/actions.py → ")


def test_a_file_that_is_no_python_is_told_with_its_line_and_changes_nothing(checkout):
    checkout.write("users/actions.py", "x = 2")
    checkout.save("orders/actions.py", "x = 1\ndef f(:\n    pass")

    assert checkout.cloud.updates == []
    assert checkout.told.warned == ["orders/actions.py:2: invalid syntax; nothing is updated"]

    checkout.save("orders/actions.py", "x = 3")

    assert checkout.cloud.updates == [[HTTP, OTHER]]


def test_a_file_that_is_mended_by_undoing_the_mistake_is_as_it_was(checkout):
    checkout.save("orders/actions.py", "x = ")
    checkout.save("orders/actions.py", "x = 1")

    assert checkout.cloud.updates == []
    assert checkout.told.said == ["all is as it was"]


def test_a_file_that_is_saved_unchanged_is_no_change(checkout):
    checkout.save("orders/actions.py", "x = 1")

    assert (checkout.cloud.updates, checkout.told.said, checkout.told.warned) == ([], [], [])


def test_a_change_can_be_taken_back(checkout):
    checkout.save("orders/actions.py", "x = 2")
    checkout.save("orders/actions.py", "x = 1")
    checkout.rest()

    assert {code["orders/actions.py"] for code in checkout.cloud.runs.values()} == {b"x = 1"}


def test_a_file_that_is_gone_is_gone_from_the_functions(checkout):
    checkout.code = {**checkout.code, "users": CHASSIS}
    checkout.loop.saved(0.0)

    assert checkout.cloud.runs == {OTHER: CHASSIS}


def test_a_new_save_does_not_wait_for_those_that_follow_the_last_one(checkout):
    checkout.save("orders/actions.py", "x = 2")
    checkout.save("users/actions.py", "x = 2")
    checkout.rest()

    assert checkout.cloud.updates == [[HTTP], [OTHER], [SQS, STREAM]]


def test_a_function_that_can_not_start_says_why_and_gets_the_save_that_mends_it(checkout):
    checkout.cloud.broken = {HTTP: "name 'y' is not defined"}
    checkout.save("orders/actions.py", "x = y")

    assert checkout.told.warned == ["orders-http can't run it: name 'y' is not defined"]
    assert not checkout.loop.is_behind, "the others would fail alike"

    checkout.cloud.broken = {}
    checkout.save("orders/handlers/stream.py", "handler = 2")
    checkout.rest()

    assert sorted(checkout.cloud.runs) == [HTTP, SQS, STREAM]


def test_an_update_that_fails_is_told_and_tried_with_the_next_save(checkout):
    checkout.cloud.is_down = True
    checkout.save("orders/actions.py", "x = 2")

    assert "the local cloud does not answer" in checkout.told.warned[0]

    checkout.cloud.is_down = False
    checkout.save("orders/actions.py", "x = 3")
    checkout.rest()

    assert sorted(checkout.cloud.runs) == [HTTP, SQS, STREAM]


def test_a_function_that_is_debugged_comes_first_too(checkout):
    checkout.cloud.waited_for |= {STREAM}
    checkout.save("orders/actions.py", "x = 2")

    assert checkout.cloud.updates == [[HTTP, STREAM]]


def test_what_an_earlier_run_left_is_updated_though_nothing_was_saved(checkout):
    checkout.loop.saved(0.0, also=[function(SQS)])

    assert checkout.cloud.runs == {SQS: ORDERS}


def test_at_the_end_what_ran_before_is_forgotten_though_some_have_yet_to_follow(checkout):
    checkout.save("orders/actions.py", "x = 2")
    checkout.loop.tidy()

    assert checkout.cloud.tidied == [HTTP]


def test_a_file_without_a_function_is_told(checkout):
    checkout.save("orders/handlers/mail.py", "handler = 1")

    assert checkout.told.said == ["orders/handlers/mail.py: no function runs it yet"]
