"""What the names of functions say, and what `souk status` and `souk logs` make of it."""

from types import SimpleNamespace

import pytest

from souk import logs, status
from souk.functions import functions
from tests.souk.fakes import FakeStacks, cloud_of

NAMES = ("orders-http", "orders-v2-http", "orders-stream", "users-http", "users-sqs")


class Lambdas:
    """Lambda with the functions of `pr-7`, one of which can't run."""

    def get_paginator(self, _operation):
        states = {name: "Failed" if name == "users-sqs" else "Active" for name in NAMES}
        listed = [{"FunctionName": f"souk-pr-7-{name}", "State": state} for name, state in states.items()]
        return SimpleNamespace(paginate=lambda: [{"Functions": listed}])


class Logs:
    """CloudWatch Logs, where every function has said one thing: what it is called."""

    def get_paginator(self, _operation):
        def paginate(logGroupName, **_asked):  # noqa: N803
            said = logGroupName.rpartition("/")[2]
            return [{"events": [{"timestamp": 0, "eventId": said, "message": said}]}]

        return SimpleNamespace(paginate=paginate)


@pytest.fixture
def aws():
    stacks = FakeStacks()
    stacks.add("pr-7")
    stacks.make("pr-7", **{name.replace("-", ""): ("AWS::Lambda::Function", f"souk-pr-7-{name}", {}) for name in NAMES})
    return cloud_of(cloudformation=stacks, functions=Lambdas(), logs=Logs())


def test_a_name_says_the_service_and_which_of_its_plugs_also_where_the_environment_has_a_hyphen(aws):
    found = {each.short: each for each in functions(aws, "pr-7")}

    assert set(found) == set(NAMES)
    second = found["orders-v2-http"]
    assert (second.service, second.plug, second.kind) == ("orders", "v2-http", "http")
    assert (found["users-sqs"].service, found["users-sqs"].plug, found["users-sqs"].kind) == ("users", "sqs", "sqs")


def test_the_status_of_a_service_shows_its_second_version_beside_the_first(aws):
    assert status.plugs_of(aws, "pr-7") == {"orders": ["http", "v2-http", "stream"], "users": ["http", "[red]sqs[/]"]}


def test_the_logs_of_a_service_are_those_of_all_its_functions_and_of_no_others(aws):
    said = {(line.function, line.text) for line in logs.read(aws, "pr-7", "orders", 0)}

    assert said == {(name, f"souk-pr-7-{name}") for name in NAMES if name.startswith("orders")}
    assert len(logs.read(aws, "pr-7", None, 0)) == len(NAMES)
