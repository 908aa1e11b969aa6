"""What the names of functions say, and what `souk status` and `souk logs` make of it."""

from types import SimpleNamespace

import pytest

from souk.base.errors import SoukError
from souk.cloud import logs
from souk.cloud.functions import functions
from souk.commands import status
from tests.souk.fakes import TOLD, FakeStacks, cloud_of

NAMES = ("orders-http", "orders-v2-http", "orders-stream", "users-http", "users-sqs")


class Lambdas:
    """Lambda with the functions of `pr-7`, one of which can't run."""

    def get_paginator(self, _operation):
        states = {name: "Failed" if name == "users-sqs" else "Active" for name in NAMES}
        listed = [{"FunctionName": f"souk-pr-7-{name}", "State": state} for name, state in states.items()]
        return SimpleNamespace(paginate=lambda: [{"Functions": listed}])


class Queues:
    """SQS, where one message waits in every queue."""

    def get_queue_attributes(self, **_asked):
        return {"Attributes": {"ApproximateNumberOfMessages": "1", "ApproximateNumberOfMessagesNotVisible": "0"}}


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
    stacks.add("pr-7", outputs=TOLD)
    stacks.make("pr-7", **{name.replace("-", ""): ("AWS::Lambda::Function", f"souk-pr-7-{name}", {}) for name in NAMES})
    return cloud_of(cloudformation=stacks, functions=Lambdas(), logs=Logs(), sqs=Queues())


def test_a_name_says_the_service_and_which_of_its_plugs_also_where_the_environment_has_a_hyphen(aws):
    found = {each.short: each for each in functions(aws, "pr-7")}

    assert set(found) == set(NAMES)
    second = found["orders-v2-http"]
    assert (second.service, second.plug, second.kind) == ("orders", "v2-http", "http")
    assert (found["users-sqs"].service, found["users-sqs"].plug, found["users-sqs"].kind) == ("users", "sqs", "sqs")


def test_the_status_of_a_service_shows_its_second_version_beside_the_first(aws):
    assert status.plugs_of(aws, "pr-7") == {
        "orders": {"http": True, "v2-http": True, "stream": True},
        "users": {"http": True, "sqs": False},
    }


def test_the_status_is_one_object_for_programs_and_on_aws_knows_no_local_cloud(aws):
    told = status.public(None, status.read(aws, None))

    [environment] = told.pop("environments")
    assert told == {}
    assert (environment["name"], environment["state"], environment["given_up"]) == ("pr-7", "CREATE_COMPLETE", 1)
    assert environment["services"][1] == {
        "name": "orders",
        "functions": {"http": True, "v2-http": True, "stream": True},
        "waiting": 1,
        "in_flight": 0,
        "dead": 1,
    }


def test_the_logs_of_a_service_that_is_not_there_are_refused_with_those_that_are(aws):
    with pytest.raises(SoukError, match="has no service `nope`") as refused:
        logs.refuse_unknown(aws, "pr-7", "nope")

    assert refused.value.hint == "it has orders, users"
    logs.refuse_unknown(aws, "pr-7", "users")
    logs.refuse_unknown(aws, "pr-7", None)


def test_the_logs_of_a_service_are_those_of_all_its_functions_and_of_no_others(aws):
    said = {(line.function, line.text) for line in logs.read(aws, "pr-7", "orders", 0)}

    assert said == {(name, f"souk-pr-7-{name}") for name in NAMES if name.startswith("orders")}
    assert len(logs.read(aws, "pr-7", None, 0)) == len(NAMES)
