"""The CloudFormation stack of an environment: how it is, why it failed, how to be rid of it."""

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from souk.base.errors import SoukError
from souk.cloud.clients import Aws

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

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
    tags: dict[str, str]
    is_locked: bool
    """CloudFormation itself refuses to delete it."""
    made_at: float
    """Seconds since 1970."""

    @property
    def is_complete(self) -> bool:
        return self.status in COMPLETE

    @property
    def is_busy(self) -> bool:
        """Somebody is making, changing or deleting it right now."""
        return self.status.endswith("IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS"

    @property
    def is_protected(self) -> bool:
        """Its data outlives it, or it can't be deleted: nobody may throw it away."""
        return self.is_locked or self.parameters.get("Protect") == "true"

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
    return _described(live[0]) if live else None


def _described(stack: "StackTypeDef") -> Stack:
    return Stack(
        status=stack["StackStatus"],
        parameters={p["ParameterKey"]: p.get("ParameterValue", "") for p in stack.get("Parameters", [])},
        outputs={o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])},
        tags={tag["Key"]: tag["Value"] for tag in stack.get("Tags", [])},
        is_locked=stack.get("EnableTerminationProtection", False),
        made_at=stack["CreationTime"].timestamp(),
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
    return sorted(every(aws))


def every(aws: Aws) -> dict[str, Stack]:
    """The stack of each environment, by its name."""
    pages = aws.cloudformation.get_paginator("describe_stacks").paginate()
    found = {
        stack["StackName"]: _described(stack)
        for page in pages
        for stack in page["Stacks"]
        if stack["StackStatus"] != "DELETE_COMPLETE" and stack["StackName"].startswith(PREFIX)
    }
    return {name.removeprefix(PREFIX): stack for name, stack in found.items() if "Environment" in stack.parameters}


def resources(aws: Aws, env: str) -> list[tuple[str, str, str]]:
    """All that the stack holds: type, logical id, physical id."""
    pages = aws.cloudformation.get_paginator("list_stack_resources").paginate(StackName=name_of(env))
    return [
        (resource["ResourceType"], resource["LogicalResourceId"], resource.get("PhysicalResourceId", ""))
        for page in pages
        for resource in page["StackResourceSummaries"]
        if resource["ResourceStatus"] != "DELETE_COMPLETE"
    ]


def processed(aws: Aws, env: str) -> dict[str, Any]:
    """The template as its transforms left it: nothing but resources."""
    asked = {"StackName": name_of(env), "TemplateStage": "Processed"}
    body: Any = aws.cloudformation.get_template(**asked)["TemplateBody"]  # type: ignore[arg-type]
    return dict(json.loads(body) if isinstance(body, str) else body)


def functions(aws: Aws, env: str) -> list[str]:
    """The names of its functions. Not by how they begin: those of `pr-7` begin like those of `pr`, too."""
    return sorted(own for kind, _, own in resources(aws, env) if kind == "AWS::Lambda::Function")


def why_it_failed(aws: Aws, env: str) -> list[str]:
    """What went wrong in the last deployment, root causes first, one line each."""
    # A hundred a page, and a rollback alone fills some.
    pages = aws.cloudformation.get_paginator("describe_stack_events").paginate(StackName=name_of(env))
    try:
        events = [event for page in pages for event in page["StackEvents"]]
    except ClientError:
        return []
    reasons: dict[str, str] = {}
    for event in events:  # newest first
        resource, status = event.get("LogicalResourceId", ""), event.get("ResourceStatus", "")
        began = status.endswith("_IN_PROGRESS") and "ROLLBACK" not in status
        if began and resource == name_of(env) and event.get("ResourceStatusReason") is None:
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
            again = (
                "start over with `souk down --erase`" if aws.endpoint_url else "its events in CloudFormation tell why"
            )
            raise SoukError(
                "\n".join([f"environment `{env}` could not be deleted", *why_it_failed(aws, env)[:5]]), again
            )
        time.sleep(pause(aws))


def wait_until_settled(aws: Aws, env: str, seconds: float) -> Stack | None:
    """The stack, once nobody works on it any more."""
    deadline = time.monotonic() + seconds
    while (stack := find(aws, env)) is not None and stack.is_busy and time.monotonic() < deadline:
        time.sleep(pause(aws))
    return stack


def pause(aws: Aws) -> float:
    """Seconds between two looks: AWS takes minutes, and counts the questions."""
    return 0.2 if aws.endpoint_url else 5.0
