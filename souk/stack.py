"""The CloudFormation stack of an environment: how it is, why it failed, how to be rid of it."""

import time
from dataclasses import dataclass

from botocore.exceptions import ClientError

from souk.aws import Aws
from souk.errors import SoukError

PREFIX = "souk-"
NEVER_COMPLETE = {
    "CREATE_FAILED",
    "ROLLBACK_COMPLETE",
    "ROLLBACK_FAILED",
    "REVIEW_IN_PROGRESS",
    "CREATE_IN_PROGRESS",
}
"""States of a stack that never worked once. Nothing is lost by deleting it, and nothing else helps."""
COMPLETE = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"}


@dataclass(frozen=True)
class Stack:
    """A stack as CloudFormation describes it."""

    status: str
    parameters: dict[str, str]
    outputs: dict[str, str]

    @property
    def is_complete(self) -> bool:
        return self.status in COMPLETE

    @property
    def was_never_complete(self) -> bool:
        return self.status in NEVER_COMPLETE


def name_of(env: str) -> str:
    """The stack of an environment."""
    return f"{PREFIX}{env}"


def find(aws: Aws, env: str) -> Stack | None:
    """The environment's stack, or None."""
    try:
        found = aws.cloudformation.describe_stacks(StackName=name_of(env))["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    live = [stack for stack in found if stack["StackStatus"] != "DELETE_COMPLETE"]
    if not live:
        return None
    return Stack(
        status=live[0]["StackStatus"],
        parameters={p["ParameterKey"]: p.get("ParameterValue", "") for p in live[0].get("Parameters", [])},
        outputs={o["OutputKey"]: o["OutputValue"] for o in live[0].get("Outputs", [])},
    )


def require(aws: Aws, env: str) -> Stack:
    """The environment's stack, complete; or what there is instead."""
    stack = find(aws, env)
    makes = f"`souk up --env {env}`" if aws.endpoint_url else f"`sam deploy --config-env {env}`"
    if stack is None:
        others = environments(aws)
        there = f"there {'is' if len(others) == 1 else 'are'}: {', '.join(others)}" if others else "there is none yet"
        raise SoukError(f"no environment `{env}`", f"{there}; {makes} makes it")
    if not stack.is_complete:
        raise SoukError(f"environment `{env}` is in state {stack.status}", f"repair it with {makes}")
    return stack


def environments(aws: Aws) -> list[str]:
    """The environments that live in this cloud."""
    pages = aws.cloudformation.get_paginator("describe_stacks").paginate()
    names = {
        stack["StackName"]
        for page in pages
        for stack in page["Stacks"]
        if stack["StackStatus"] != "DELETE_COMPLETE"
        and "Environment" in {p["ParameterKey"] for p in stack.get("Parameters", [])}
    }
    return sorted(name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX))


def why_it_failed(aws: Aws, env: str) -> list[str]:
    """What went wrong in the last deployment, root causes first, one line each."""
    try:
        events = aws.cloudformation.describe_stack_events(StackName=name_of(env))["StackEvents"]
    except ClientError:
        return []
    reasons: dict[str, str] = {}
    for event in events:  # newest first
        resource, status = event.get("LogicalResourceId", ""), event.get("ResourceStatus", "")
        if status.endswith("_IN_PROGRESS") and resource == name_of(env) and event.get("ResourceStatusReason") is None:
            break
        reason = event.get("ResourceStatusReason", "")
        if status.endswith("FAILED") and reason and "cancelled" not in reason:
            reasons[resource] = f"{resource}: {reason}"
    return list(reversed(reasons.values()))


def remove(aws: Aws, env: str, seconds: float = 120.0) -> None:
    """Delete the stack and wait until it is gone."""
    aws.cloudformation.delete_stack(StackName=name_of(env))
    deadline = time.monotonic() + seconds
    while (stack := find(aws, env)) is not None:
        if stack.status == "DELETE_FAILED" or time.monotonic() > deadline:
            raise SoukError(f"environment `{env}` could not be deleted", "start over with `souk down --erase`")
        time.sleep(0.2)
