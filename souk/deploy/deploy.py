"""`sam deploy` of the template into the local cloud, and the fingerprint of the last deployment."""

import contextlib
import json
from dataclasses import dataclass

from souk.base.errors import SoukError
from souk.base.git import describe
from souk.base.paths import REGION, Paths
from souk.cloud import stacks
from souk.cloud.environment import Environment
from souk.cloud.naming import PROJECT
from souk.deploy.build import overrides, platform_parameters
from souk.deploy.fingerprint import CODE, FRAME, fingerprint
from souk.deploy.sam_cli import Show, sam
from souk.local.cloud import Cloud

ARTIFACT_BUCKET = "souk-artifacts"
DEV = "dev"


@dataclass(frozen=True)
class Deployment:
    """The deployment of the checkout to an environment of the local cloud."""

    paths: Paths
    environment: Environment

    def parameters(self) -> dict[str, str]:
        """The template's parameters. The sender distinguishes the mails of two environments."""
        name = self.environment.name
        return {
            **platform_parameters(self.paths),
            "Environment": name,
            "EndpointUrl": str(self.environment.aws.endpoint_url),
            "MailFrom": f"shop@{name}.souk.example",
            "Protect": "false",
        }

    def tags(self) -> dict[str, str]:
        """The stack's tags: those it has, its identity, and the version of the checkout."""
        stack = self.environment.find_stack()
        identity = {"project": PROJECT, "environment": self.environment.name}
        return {**(stack.tags if stack else {}), **identity, "version": describe(self.paths.root)}

    def fingerprint(self) -> str:
        """Equal to that of the last deployment when there is nothing to deploy."""
        return f"{self.frame()}-{fingerprint(self.paths.root, CODE, {})}"

    def frame(self) -> str:
        """The fingerprint without the code. Equal to that of the last deployment if `souk dev` can update the rest."""
        return fingerprint(self.paths.root, FRAME, self.parameters())


def deploy(deployment: Deployment, cloud: Cloud, show: Show) -> str:
    """Create or update the environment's stack; an error carries the reasons that CloudFormation gives."""
    environment, paths = deployment.environment, deployment.paths
    aws, name = environment.aws, environment.stack_name
    result = f"stack {name}"
    existing = environment.find_stack()
    if existing is not None and existing.was_never_complete:
        show(f"removing an earlier, failed deployment ({existing.status})")
        stacks.delete(aws, name)
        result += f", created again (it was in {existing.status})"
    # A bucket of our own, not `--resolve-s3`: that deploys another stack, which takes seconds.
    with contextlib.suppress(aws.s3.exceptions.BucketAlreadyOwnedByYou):
        aws.s3.create_bucket(Bucket=ARTIFACT_BUCKET)
    arguments = ["deploy", "--template-file", str(paths.build / "template.yaml"), "--region", REGION]
    arguments += ["--stack-name", name, "--s3-bucket", ARTIFACT_BUCKET, "--s3-prefix", name]
    arguments += ["--no-confirm-changeset", "--no-fail-on-empty-changeset"]
    arguments += ["--capabilities", "CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
    arguments += overrides(deployment.parameters())
    arguments += ["--tags", *(f"{key}={value}" for key, value in deployment.tags().items())]
    try:
        sam(paths, arguments, f"{environment.name}-deploy", {"AWS_ENDPOINT_URL": cloud.endpoint_url}, show)
    except SoukError as error:
        if not cloud.is_healthy():
            log = paths.shown(paths.cloud_log)
            raise SoukError("the local cloud died while deploying", f"read {log}, then `souk up` again") from error
        reasons = stacks.failure_reasons(aws, name)
        failed = f"the deployment of `{environment.name}` failed"
        raise SoukError("\n".join([failed, *reasons[:5]]) if reasons else error.message, error.hint) from error
    finally:
        environment.refresh()
    _delete_old_artifacts(environment)
    return result


def deployed(environment: Environment) -> str | None:
    """The fingerprint of the last deployment.

    It is in the cloud, beside the stack, and not in a file: so both are saved, lost and restored together.
    """
    ssm = environment.aws.ssm
    try:
        return str(ssm.get_parameter(Name=_parameter(environment))["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        return None


def is_of_dev(environment: Environment) -> bool:
    """Whether its functions run code that `souk dev` updated, not a deployment."""
    return (deployed(environment) or "").endswith(f"-{DEV}")


def note_deployed(environment: Environment, fingerprint: str) -> None:
    """Store the fingerprint of a deployment."""
    environment.aws.ssm.put_parameter(Name=_parameter(environment), Value=fingerprint, Type="String", Overwrite=True)


def _delete_old_artifacts(environment: Environment) -> None:
    """Keep only the artifacts of this deployment: the emulator holds all of them in memory."""
    aws, name = environment.aws, environment.stack_name
    # The original: the processed template no longer names the contracts, which a clone needs.
    original = aws.cloudformation.get_template(StackName=name, TemplateStage="Original")
    template = json.dumps(original["TemplateBody"])
    stored = aws.s3.list_objects_v2(Bucket=ARTIFACT_BUCKET, Prefix=f"{name}/").get("Contents", [])
    for key in {artifact["Key"] for artifact in stored}:
        if key not in template:
            aws.s3.delete_object(Bucket=ARTIFACT_BUCKET, Key=key)


def _parameter(environment: Environment) -> str:
    return f"/{environment.stack_name}/deployed"
