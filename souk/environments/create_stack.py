"""Makes an environment's stack from a blueprint, shows how far it is, and leaves nothing of one that fails."""

import time

from botocore.exceptions import ClientError

from souk.base.errors import SoukError
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.deploy.sam_cli import Show
from souk.environments.snapshot import Blueprint, publish

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
SECONDS = 3600.0


def launch(aws: Aws, env: str, plan: Blueprint, tags: dict[str, str], show: Show) -> int:
    """Create the stack and wait until it is there; says how many resources it has."""
    show("copying its code")
    _, template_url = publish(aws, plan, env)
    show("creating")
    try:
        aws.cloudformation.create_stack(
            StackName=stack.name_of(env),
            TemplateURL=template_url,
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in plan.parameters.items()],
            Capabilities=CAPABILITIES,  # type: ignore[arg-type]
            OnFailure="ROLLBACK",  # and not DELETE, which would take the reasons along
            Tags=[{"Key": name, "Value": value} for name, value in tags.items()],
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        told = error.response["Error"]["Message"]
        raise SoukError(
            f"CloudFormation refuses `{env}`: {told}", "mend that, then give the same command again"
        ) from error
    made = _wait(aws, env, show)
    if made is None or not made.is_complete:
        state = made.status if made else "gone"
        reasons = stack.why_it_failed(aws, env)[:5] or [f"its stack is in state {state}, without a reason"]
        raise SoukError(
            "\n".join([f"the deployment of `{env}` failed and was rolled back; nothing is left of it", *reasons]),
            "mend that, then give the same command again",
        )
    return len(stack.resources(aws, env))


def _wait(aws: Aws, env: str, show: Show) -> stack.Stack | None:
    deadline = time.monotonic() + SECONDS
    while (found := stack.find(aws, env)) is not None and found.is_busy and time.monotonic() < deadline:
        made = stack.resources(aws, env)
        if made:
            show(f"{len(made)} resources, newest {made[-1][1]}")
        time.sleep(stack.pause(aws))
    return found
