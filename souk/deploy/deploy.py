"""`sam deploy` of a stack into the local cloud, and the fingerprint of its last deployment."""

import contextlib
import json
from dataclasses import dataclass

from souk.base.errors import SoukError
from souk.base.git import describe
from souk.base.paths import REGION, Paths
from souk.cloud import stacks
from souk.cloud.environment import Environment
from souk.cloud.naming import PROJECT, label, stack_name
from souk.cloud.stacks import Stack
from souk.deploy import uses
from souk.deploy.applications import Application
from souk.deploy.build import overrides, platform_parameters
from souk.deploy.fingerprint import fingerprint
from souk.deploy.sam_cli import Show, sam
from souk.local import edge_ports
from souk.local.cloud import Cloud
from souk.local.edge_ports import EdgePorts

ARTIFACT_BUCKET = "souk-artifacts"
DEV = "dev"
PARAMETERS = 10
"""As many as one request reads."""

REPLICAS = "eu-west-1"
"""The other region of global tables here."""


@dataclass(frozen=True)
class Deployment:
    """The deployment of one stack of the checkout to an environment of the local cloud."""

    paths: Paths
    environment: Environment
    application: Application

    @property
    def stack_name(self) -> str:
        return stack_name(self.environment.name, self.application.name)

    def find_stack(self) -> Stack | None:
        """The stack in any state; None if it was never deployed."""
        return self.environment.find_stack(self.application.name)

    def parameters(self) -> dict[str, str]:
        """The parameters, of which SAM passes those that the template declares. Each environment has its sender.

        Those of other applications are there, too, so that a change of theirs changes the fingerprint.
        """
        name, edge = self.environment.name, edge_ports.remembered(self.paths) or edge_ports.DEFAULT
        return {
            **platform_parameters(self.paths),
            "Environment": name,
            "EndpointUrl": str(self.environment.aws.endpoint_url),
            "MailFrom": f"shop@{name}.souk.example",
            "Protect": "false",
            "AllowOrigins": local_sites(edge),
            "EdgeHost": f"secure.localhost:{edge.port}",
            "ReplicaRegions": REPLICAS,
            **uses.values(self.environment, self.application.uses),
        }

    def tags(self) -> dict[str, str]:
        """The stack's tags: those it has, its identity, and the version of the checkout."""
        stack, name = self.find_stack(), self.application.name
        identity = {"project": PROJECT, "environment": self.environment.name}
        identity |= {"application": name} if name else {}
        return {**(stack.tags if stack else {}), **identity, "version": describe(self.paths.root)}

    def fingerprint(self) -> str:
        """Equal to that of the last deployment when there is nothing to deploy."""
        return f"{self.frame()}-{fingerprint(self.paths.root, self.application.code(self.paths.root), {})}"

    def frame(self) -> str:
        """The fingerprint without the code. Equal to that of the last deployment if `souk dev` can update the rest."""
        return fingerprint(self.paths.root, self.application.frame(), self.parameters())

    def note(self) -> str | None:
        """The fingerprint of the last deployment."""
        return notes(self.environment).get(self.application.name)

    def is_up_to_date(self, fingerprint: str) -> bool:
        """Whether its stack is complete, and was deployed from the sources with this fingerprint."""
        stack = self.find_stack()
        return stack is not None and stack.is_complete and self.note() == fingerprint


def local_sites(edge: EdgePorts) -> str:
    """The origins of sites at the edge: the distributions of the local cloud."""
    return f"https://*.cloudfront.localhost:{edge.tls_port}"


def deploy(deployment: Deployment, cloud: Cloud, show: Show) -> str:
    """Create or update the stack; an error carries the reasons that CloudFormation gives."""
    environment, paths = deployment.environment, deployment.paths
    aws, name = environment.aws, deployment.stack_name
    result = f"stack {name}"
    existing = deployment.find_stack()
    if existing is not None and existing.was_never_complete:
        show(f"removing an earlier, failed deployment ({existing.status})")
        stacks.delete(aws, name)
        result += f", created again (it was in {existing.status})"
    # A bucket of our own, not `--resolve-s3`: that deploys another stack, which takes seconds.
    with contextlib.suppress(aws.s3.exceptions.BucketAlreadyOwnedByYou):
        aws.s3.create_bucket(Bucket=ARTIFACT_BUCKET)
    template = paths.build(deployment.application.title) / "template.yaml"
    arguments = ["deploy", "--template-file", str(template), "--region", REGION]
    arguments += ["--stack-name", name, "--s3-bucket", ARTIFACT_BUCKET, "--s3-prefix", name]
    arguments += ["--no-confirm-changeset", "--no-fail-on-empty-changeset"]
    arguments += ["--capabilities", "CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
    arguments += overrides(deployment.parameters())
    arguments += ["--tags", *(f"{key}={value}" for key, value in deployment.tags().items())]
    try:
        sam(paths, arguments, f"{name}-deploy", {"AWS_ENDPOINT_URL": cloud.endpoint_url}, show)
    except SoukError as error:
        if not cloud.is_healthy():
            log = paths.shown(paths.cloud_log)
            raise SoukError("the local cloud died while deploying", f"read {log}, then `souk up` again") from error
        reasons = stacks.failure_reasons(aws, name)
        failed = f"the deployment of {label(environment.name, deployment.application.name)} failed"
        raise SoukError("\n".join([failed, *reasons[:5]]) if reasons else error.message, error.hint) from error
    finally:
        environment.refresh()
    _delete_old_artifacts(environment, name)
    return result


def notes(environment: Environment) -> dict[str, str]:
    """The fingerprints of the last deployments, by application; the core's is under the empty name.

    They are in the cloud, beside the stacks, and not in a file: so both are saved, lost and restored together.
    """
    names = {_parameter(environment, stack.application): stack.application for stack in environment.stacks}
    fingerprints: dict[str, str] = {}
    for start in range(0, len(names), PARAMETERS):
        batch = list(names)[start : start + PARAMETERS]
        parameters = environment.aws.ssm.get_parameters(Names=batch)["Parameters"]
        fingerprints |= {names[parameter["Name"]]: parameter["Value"] for parameter in parameters}
    return fingerprints


def is_of_dev(note: str | None) -> bool:
    """Whether functions of that stack run code that `souk dev` updated, not a deployment."""
    return (note or "").endswith(f"-{DEV}")


def note_deployed(environment: Environment, application: str, fingerprint: str) -> None:
    """Store the fingerprint of a deployment."""
    name = _parameter(environment, application)
    environment.aws.ssm.put_parameter(Name=name, Value=fingerprint, Type="String", Overwrite=True)


def forget(environment: Environment, application: str) -> None:
    """Delete the fingerprint of a stack that is removed."""
    environment.aws.ssm.delete_parameters(Names=[_parameter(environment, application)])


def _delete_old_artifacts(environment: Environment, stack: str) -> None:
    """Keep only the artifacts of this deployment: the emulator holds all of them in memory."""
    aws = environment.aws
    # The original: the processed template no longer names the contracts, which a clone needs.
    original = aws.cloudformation.get_template(StackName=stack, TemplateStage="Original")
    template = json.dumps(original["TemplateBody"])
    stored = aws.s3.list_objects_v2(Bucket=ARTIFACT_BUCKET, Prefix=f"{stack}/").get("Contents", [])
    for key in {artifact["Key"] for artifact in stored}:
        if key not in template:
            aws.s3.delete_object(Bucket=ARTIFACT_BUCKET, Key=key)


def _parameter(environment: Environment, application: str) -> str:
    return f"/{stack_name(environment.name, application)}/deployed"
