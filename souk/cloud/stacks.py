"""The stacks of CloudFormation: their state, the environment each belongs to, why one failed, and their removal."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.cloud.naming import PREFIX, PROJECT, stack_name

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

NEVER_COMPLETE = {
    "CREATE_FAILED",
    "ROLLBACK_COMPLETE",
    "ROLLBACK_FAILED",
    "REVIEW_IN_PROGRESS",
    "CREATE_IN_PROGRESS",
}
"""States of a stack that never worked. Deleting it loses nothing, and nothing else helps."""
COMPLETE = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"}


@dataclass(frozen=True)
class Stack:
    """A stack as CloudFormation describes it."""

    name: str
    status: str
    parameters: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    is_locked: bool = False
    """Termination protection: CloudFormation itself refuses to delete it."""
    created_at: float = 0.0
    """Seconds since 1970."""

    @property
    def environment(self) -> str | None:
        """The environment it belongs to, by its tags; without tags, by its parameter. None: it is not part of Souk."""
        if self.tags.get("project") == PROJECT and "environment" in self.tags:
            return self.tags["environment"]
        return self.parameters.get("Environment") if self.name.startswith(PREFIX) else None

    @property
    def application(self) -> str:
        """The application whose stack it is, by its tag or by the end of its name; empty for the core."""
        suffix = self.name.removeprefix(stack_name(self.environment or "")).lstrip("-")
        return self.tags.get("application", suffix)

    @property
    def is_complete(self) -> bool:
        return self.status in COMPLETE

    @property
    def is_busy(self) -> bool:
        """An operation is in progress: create, update, roll back or delete."""
        return self.status.endswith("IN_PROGRESS") and not self.is_only_planned

    @property
    def is_protected(self) -> bool:
        """Its data outlives it, or it can't be deleted: no command removes it."""
        return self.is_locked or self.parameters.get("Protect") == "true"

    @property
    def is_only_planned(self) -> bool:
        """A change set was made and not carried out: it has no template and no resource yet."""
        return self.status == "REVIEW_IN_PROGRESS"

    @property
    def was_never_complete(self) -> bool:
        return self.status in NEVER_COMPLETE


def list_stacks(aws: Aws) -> list[Stack]:
    """The stacks of every environment, in the order of their names: an environment's core before its applications."""
    pages = aws.cloudformation.get_paginator("describe_stacks").paginate()
    stacks = [_stack(description) for page in pages for description in page["Stacks"]]
    live = [stack for stack in stacks if stack.status != "DELETE_COMPLETE" and stack.environment]
    return sorted(live, key=lambda stack: (stack.environment, stack.application))


def describe(aws: Aws, name: str) -> Stack | None:
    """One stack as it is now; None where there is none of that name."""
    try:
        descriptions = aws.cloudformation.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return next((_stack(stack) for stack in descriptions if stack["StackStatus"] != "DELETE_COMPLETE"), None)


def _stack(description: "StackTypeDef") -> Stack:
    return Stack(
        name=description["StackName"],
        status=description["StackStatus"],
        parameters={p["ParameterKey"]: p.get("ParameterValue", "") for p in description.get("Parameters", [])},
        outputs={output["OutputKey"]: output["OutputValue"] for output in description.get("Outputs", [])},
        tags={tag["Key"]: tag["Value"] for tag in description.get("Tags", [])},
        is_locked=description.get("EnableTerminationProtection", False),
        created_at=description["CreationTime"].timestamp(),
    )


def failure_reasons(aws: Aws, name: str) -> list[str]:
    """Why the last deployment failed, root causes first, one line each."""
    # A page holds a hundred events, and a rollback alone fills several.
    pages = aws.cloudformation.get_paginator("describe_stack_events").paginate(StackName=name)
    try:
        events = [event for page in pages for event in page["StackEvents"]]
    except ClientError:
        return []
    reasons: dict[str, str] = {}
    for event in events:  # newest first
        resource, status = event.get("LogicalResourceId", ""), event.get("ResourceStatus", "")
        began = status.endswith("_IN_PROGRESS") and "ROLLBACK" not in status
        if began and resource == name and event.get("ResourceStatusReason") is None:
            break
        reason = event.get("ResourceStatusReason", "")
        if status.endswith("FAILED") and reason and "cancelled" not in reason:
            reasons[resource] = f"{resource}: {reason}"
    return list(reversed(reasons.values()))


def delete(aws: Aws, name: str, seconds: float = 120.0) -> None:
    """Delete a stack and wait until it is gone."""
    aws.cloudformation.delete_stack(StackName=name)
    deadline = time.monotonic() + seconds
    while (stack := describe(aws, name)) is not None:
        if stack.status == "DELETE_FAILED" or time.monotonic() > deadline:
            retry = "start over with `souk down --erase`" if aws.endpoint_url else "read its events in CloudFormation"
            raise SoukError("\n".join([f"stack `{name}` was not deleted", *failure_reasons(aws, name)[:5]]), retry)
        time.sleep(poll_seconds(aws))


def wait_until_settled(aws: Aws, name: str, seconds: float) -> Stack | None:
    """The stack, once no operation is in progress; None when it is gone."""
    deadline = time.monotonic() + seconds
    while (stack := describe(aws, name)) is not None and stack.is_busy and time.monotonic() < deadline:
        time.sleep(poll_seconds(aws))
    return stack


def poll_seconds(aws: Aws) -> float:
    """The pause between two polls: AWS takes minutes, and limits the rate of requests."""
    return 0.2 if aws.endpoint_url else 5.0
