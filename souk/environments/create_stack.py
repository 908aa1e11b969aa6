"""Creates the stack of a new environment from a snapshot."""

import time

from botocore.exceptions import ClientError

from souk.base.errors import SoukError
from souk.cloud import stacks
from souk.cloud.environment import Environment
from souk.cloud.naming import label, stack_name
from souk.deploy.sam_cli import Show
from souk.environments.snapshot import DeploymentSnapshot, copy_artifacts

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
TIMEOUT = 3600.0
RETRY = "fix that, then run the same command again"


def create_stack(environment: Environment, snapshot: DeploymentSnapshot, tags: dict[str, str], show: Show) -> None:
    """Create a stack and wait until it is complete; the environment then knows it."""
    aws, name = environment.aws, stack_name(environment.name, snapshot.application)
    what = label(environment.name, snapshot.application)
    show("copying its code")
    _, template_url = copy_artifacts(environment, snapshot)
    show("creating")
    try:
        aws.cloudformation.create_stack(
            StackName=name,
            TemplateURL=template_url,
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in snapshot.parameters.items()],
            Capabilities=CAPABILITIES,  # type: ignore[arg-type]
            OnFailure="ROLLBACK",  # DELETE would delete the reasons, too
            Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        reason = error.response["Error"]["Message"]
        raise SoukError(f"CloudFormation refuses {what}: {reason}", RETRY) from error
    stack = _wait(environment, name, show)
    if stack is None or not stack.is_complete:
        state = stack.status if stack else "gone"
        reasons = stacks.failure_reasons(aws, name)[:5] or [f"its stack is in state {state}, without a reason"]
        summary = f"the deployment of {what} failed and was rolled back; nothing is left of it"
        raise SoukError("\n".join([summary, *reasons]), RETRY)


def _wait(environment: Environment, name: str, show: Show) -> stacks.Stack | None:
    aws, others = environment.aws, [stack for stack in environment.stacks if stack.name != name]
    deadline = time.monotonic() + TIMEOUT
    while (stack := stacks.describe(aws, name)) is not None and stack.is_busy and time.monotonic() < deadline:
        environment.refresh([*others, stack])
        if resources := [resource for resource in environment.resources if resource.stack == name]:
            show(f"{len(resources)} resources, newest {resources[-1].logical_id}")
        time.sleep(stacks.poll_seconds(aws))
    environment.refresh([*others, *([stack] if stack else [])])
    return stack
