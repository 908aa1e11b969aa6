"""What the command makes of CloudFormation's answers."""

import pytest

from souk.base.errors import SoukError
from souk.cloud import outputs, stack
from souk.cloud.outputs import Person
from tests.souk.fakes import TOLD, FakeStacks, cloud_of


@pytest.fixture
def stacks():
    return FakeStacks()


@pytest.fixture
def aws(stacks):
    return cloud_of(cloudformation=stacks)


def test_an_unknown_environment_names_those_there_are(stacks, aws):
    stacks.add("dev")
    stacks.add("two")

    with pytest.raises(SoukError) as refused:
        stack.require(aws, "nix")

    assert refused.value.message == "no environment `nix`"
    assert "there are: dev, two" in refused.value.hint


def test_an_unknown_environment_of_none_says_how_to_make_it(aws):
    with pytest.raises(SoukError) as refused:
        stack.require(aws, "dev")

    assert "there is none yet" in refused.value.hint
    assert "souk up --env dev" in refused.value.hint


def test_a_stack_of_others_is_no_environment(stacks, aws):
    stacks.add("dev")
    stacks.add("website")
    stacks.stacks["souk-website"]["Parameters"] = []

    assert stack.environments(aws) == ["dev"]


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "CREATE_FAILED", "REVIEW_IN_PROGRESS"])
def test_a_stack_that_never_worked_may_be_deleted(stacks, aws, status):
    stacks.add("dev", status)

    found = stack.find(aws, "dev")

    assert found is not None
    assert found.was_never_complete
    assert not found.is_complete


def test_a_stack_that_once_worked_may_not_be_deleted(stacks, aws):
    stacks.add("dev", "UPDATE_ROLLBACK_COMPLETE")

    found = stack.find(aws, "dev")

    assert found is not None
    assert found.is_complete
    assert not found.was_never_complete


def test_a_broken_environment_says_its_state(stacks, aws):
    stacks.add("dev", "ROLLBACK_COMPLETE")

    with pytest.raises(SoukError) as refused:
        stack.require(aws, "dev")

    assert "ROLLBACK_COMPLETE" in refused.value.message


def test_of_a_failed_deployment_only_the_causes_are_told_in_their_order(stacks, aws):
    def event(resource, status, reason=""):
        return {"LogicalResourceId": resource, "ResourceStatus": status, "ResourceStatusReason": reason}

    stacks.events = [
        event("souk-dev", "ROLLBACK_COMPLETE"),
        {"LogicalResourceId": "souk-dev", "ResourceStatus": "ROLLBACK_IN_PROGRESS"},
        event("OrdersTable", "CREATE_FAILED", "Resource creation cancelled"),
        event("OrdersQueue", "CREATE_FAILED", "no such key"),
        event("UsersQueue", "CREATE_FAILED", "bad name"),
        {"LogicalResourceId": "souk-dev", "ResourceStatus": "CREATE_IN_PROGRESS"},
        event("OrdersQueue", "CREATE_FAILED", "of an earlier try"),
    ]

    assert stack.why_it_failed(aws, "dev") == ["UsersQueue: bad name", "OrdersQueue: no such key"]


def test_the_outputs_of_a_local_environment_are_one_object_with_the_demo_people(stacks, aws):
    stacks.add("dev", outputs=TOLD)

    told = outputs.read(aws, "dev", {"customer": Person("customer@dev", "secret")}).as_json()

    assert told["env"] == "dev"
    assert told["endpoint_url"] == "http://127.0.0.1:1"
    assert told["apis"]["orders.v1"] == "url-of-orders"
    assert told["apis"]["orders.v2"] == "url-of-orders-v2"
    assert set(told["apis"]) == {f"{service}.v1" for service in told["tables"]} | {"orders.v2"}
    assert set(told["tables"]) == set(told["queues"]) == set(told["dlqs"])
    assert told["demo"] == {"customer": {"username": "customer@dev", "password": "secret"}}


def test_an_environment_on_aws_has_no_demo_people(stacks, aws):
    stacks.add("prod", outputs=TOLD)

    assert "demo" not in outputs.read(aws, "prod", {}).as_json()


def test_a_stack_without_an_output_says_which(stacks, aws):
    stacks.add("dev", outputs={name: value for name, value in TOLD.items() if name != "EventTopicArn"})

    with pytest.raises(SoukError, match="EventTopicArn"):
        outputs.read(aws, "dev", {})
