"""The stacks of CloudFormation: whose they are, and why one failed."""

import pytest

from souk.cloud import stacks as cloudformation
from souk.cloud.stacks import Stack
from tests.fake_environment import cloud_of, stack
from tests.souk.fakes import FakeStacks


def test_a_stack_belongs_to_the_environment_of_its_tags():
    website = stack("dev", application="website")

    assert (website.name, website.environment, website.application) == ("souk-dev--website", "dev", "website")
    assert (stack("dev").environment, stack("dev").application) == ("dev", "")


def test_a_stack_that_carries_another_tag_is_no_environment_of_its_own_by_its_name():
    tags = {"project": "souk", "environment": "dev"}

    website = Stack("souk-dev-website", "CREATE_COMPLETE", {"Environment": "dev-website"}, tags=tags)

    assert (website.environment, website.application) == ("dev", "website")


def test_a_stack_without_tags_belongs_to_the_environment_of_its_parameter():
    assert Stack("souk-pr-7", "CREATE_COMPLETE", {"Environment": "pr-7"}).environment == "pr-7"
    assert Stack("souk-pr-7", "CREATE_COMPLETE", {"Environment": "pr-7"}).application == ""
    assert Stack("souk-website", "CREATE_COMPLETE").environment is None
    assert Stack("other", "CREATE_COMPLETE", {"Environment": "dev"}).environment is None


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "CREATE_FAILED", "REVIEW_IN_PROGRESS"])
def test_a_stack_that_never_worked_may_be_deleted(status):
    assert stack("dev", status).was_never_complete
    assert not stack("dev", status).is_complete


def test_a_stack_that_once_worked_may_not_be_deleted():
    assert stack("dev", "UPDATE_ROLLBACK_COMPLETE").is_complete
    assert not stack("dev", "UPDATE_ROLLBACK_COMPLETE").was_never_complete


def test_the_core_of_an_environment_comes_before_its_applications():
    stacks = FakeStacks()
    stacks.add("two")
    stacks.add("dev", application="website")
    stacks.add("dev")

    listed = cloudformation.list_stacks(cloud_of(cloudformation=stacks))

    assert [stack.name for stack in listed] == ["souk-dev", "souk-dev--website", "souk-two"]


def test_of_a_failed_deployment_only_the_causes_are_listed_in_their_order():
    def event(resource, status, reason=""):
        return {"LogicalResourceId": resource, "ResourceStatus": status, "ResourceStatusReason": reason}

    stacks = FakeStacks()
    stacks.events = [
        event("souk-dev", "ROLLBACK_COMPLETE"),
        {"LogicalResourceId": "souk-dev", "ResourceStatus": "ROLLBACK_IN_PROGRESS"},
        event("OrdersTable", "CREATE_FAILED", "Resource creation cancelled"),
        event("OrdersQueue", "CREATE_FAILED", "no such key"),
        event("UsersQueue", "CREATE_FAILED", "bad name"),
        {"LogicalResourceId": "souk-dev", "ResourceStatus": "CREATE_IN_PROGRESS"},
        event("OrdersQueue", "CREATE_FAILED", "of an earlier try"),
    ]

    reasons = cloudformation.failure_reasons(cloud_of(cloudformation=stacks), "souk-dev")

    assert reasons == ["UsersQueue: bad name", "OrdersQueue: no such key"]
