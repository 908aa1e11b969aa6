"""`sam deploy` of the real template into the local cloud, and the note of what was deployed."""

import contextlib
import json
from dataclasses import dataclass

from souk.base.errors import SoukError
from souk.base.git import describe
from souk.base.paths import REGION, Places
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.deploy.build import overrides, platform_parameters
from souk.deploy.fingerprint import CODE, FRAME, fingerprint
from souk.deploy.sam_cli import Show, sam
from souk.local.cloud import Cloud

ARTIFACT_BUCKET = "souk-artifacts"
DEV = "dev"


@dataclass(frozen=True)
class Deployment:
    """One environment on its way into the local cloud."""

    places: Places
    env: str
    endpoint_url: str

    def parameters(self) -> dict[str, str]:
        """What the template is told about this environment. The sender tells two environments' mails apart."""
        return {
            **platform_parameters(self.places),
            "Environment": self.env,
            "EndpointUrl": self.endpoint_url,
            "MailFrom": f"shop@{self.env}.souk.example",
            "Protect": "false",
        }

    def fingerprint(self) -> str:
        """Equal to that of the last deployment when there is nothing to deploy."""
        return f"{self.frame()}-{fingerprint(self.places.root, CODE, {})}"

    def frame(self) -> str:
        """Of all but the code. Equal to that of the last deployment when `souk dev` may bring the rest."""
        return fingerprint(self.places.root, FRAME, self.parameters())


def deploy(deployment: Deployment, cloud: Cloud, aws: Aws, show: Show) -> str:
    """Create or update the environment's stack, and say so; when that fails, say what CloudFormation says."""
    env, places = deployment.env, deployment.places
    result = f"stack {stack.name_of(env)}"
    existing = stack.find(aws, env)
    if existing is not None and existing.was_never_complete:
        show(f"removing what an earlier try left ({existing.status})")
        stack.remove(aws, env)
        result += f", made anew (it was in {existing.status})"
    # A bucket of ours rather than `--resolve-s3`, whose stack of its own costs seconds.
    with contextlib.suppress(aws.s3.exceptions.BucketAlreadyOwnedByYou):
        aws.s3.create_bucket(Bucket=ARTIFACT_BUCKET)
    arguments = ["deploy", "--template-file", str(places.build / "template.yaml"), "--region", REGION]
    arguments += ["--stack-name", stack.name_of(env), "--s3-bucket", ARTIFACT_BUCKET]
    arguments += ["--s3-prefix", stack.name_of(env)]
    arguments += ["--no-confirm-changeset", "--no-fail-on-empty-changeset"]
    arguments += ["--capabilities", "CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
    arguments += overrides(deployment.parameters())
    tags = {
        **(existing.tags if existing else {}),
        "project": "souk",
        "environment": env,
        "version": describe(places.root),
    }
    arguments += ["--tags", *(f"{name}={value}" for name, value in tags.items())]
    try:
        sam(places, arguments, f"{env}-deploy", {"AWS_ENDPOINT_URL": cloud.endpoint_url}, show)
    except SoukError as error:
        if not cloud.is_healthy():
            log = places.shown(places.cloud_log)
            raise SoukError("the local cloud died while deploying", f"read {log}, then `souk up` again") from error
        reasons = stack.why_it_failed(aws, env)
        message = "\n".join([f"the deployment of `{env}` failed", *reasons[:5]]) if reasons else error.message
        raise SoukError(message, error.hint) from error
    _forget_old_artifacts(aws, env)
    return result


def deployed(aws: Aws, env: str) -> str | None:
    """The fingerprint of what was last deployed.

    Kept in the cloud, beside the stack, and not in a file: so the two are saved, lost and restored together.
    """
    try:
        return str(aws.ssm.get_parameter(Name=_note(env))["Parameter"]["Value"])
    except aws.ssm.exceptions.ParameterNotFound:
        return None


def is_of_dev(aws: Aws, env: str) -> bool:
    """Whether its functions run what no deployment brought."""
    return (deployed(aws, env) or "").endswith(f"-{DEV}")


def note_deployed(aws: Aws, env: str, fingerprint: str) -> None:
    """Remember what was deployed."""
    aws.ssm.put_parameter(Name=_note(env), Value=fingerprint, Type="String", Overwrite=True)


def _forget_old_artifacts(aws: Aws, env: str) -> None:
    """Keep the artifacts of this deployment alone: the emulator holds all of them in memory."""
    # As it was sent: what its transforms made of it no longer names the contracts, which a clone needs.
    sent = aws.cloudformation.get_template(StackName=stack.name_of(env), TemplateStage="Original")
    template = json.dumps(sent["TemplateBody"])
    prefix = f"{stack.name_of(env)}/"
    stored = aws.s3.list_objects_v2(Bucket=ARTIFACT_BUCKET, Prefix=prefix).get("Contents", [])
    for key in {artifact["Key"] for artifact in stored}:
        if key not in template:
            aws.s3.delete_object(Bucket=ARTIFACT_BUCKET, Key=key)


def _note(env: str) -> str:
    return f"/{stack.name_of(env)}/deployed"
