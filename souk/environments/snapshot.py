"""A snapshot of a deployment: its template as sent, its parameters and version.

A clone is made from the snapshot of the running environment: it runs the same bytes, whatever the checkout contains,
and needs no build.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.cloud.naming import stack_name
from souk.deploy import applications
from souk.deploy.template import parse
from souk.deploy.uses import Use

ARTIFACT = re.compile(r"s3://(?P<bucket>[a-z0-9.-]+)/(?P<folder>[^\s'\"]*/)?(?P<name>[^\s'\"/]+)")
NOT_INHERITED = ("Environment", "MailFrom", "AlarmTopicArn", "Protect", "Shift")
"""Parameters a clone never inherits: identity, sender, alarm target, protection."""
UNKNOWN = "unknown"


@dataclass(frozen=True)
class DeploymentSnapshot:
    """Everything that one stack is created from."""

    template: str
    parameters: dict[str, str]
    version: str
    """For people: `v1.2-3-g0f3c1d2`."""
    application: str = ""
    """Whose stack it is; empty for the core."""
    uses: tuple[Use, ...] = ()
    """Its values of applications that need not be there."""
    core_bucket: str = ""
    """The bucket of the core's code: for an application without code."""

    @property
    def bucket(self) -> str:
        """The bucket of its code."""
        artifact = ARTIFACT.search(self.template)
        bucket = artifact["bucket"] if artifact else self.core_bucket
        if not bucket:
            raise SoukError("its template names no code in S3", "deploy it again, with `souk up` or `sam deploy`")
        return bucket

    @property
    def fingerprint(self) -> str:
        """A hash of template and code, without folders: SAM names code by its content."""
        plain = ARTIFACT.sub(lambda artifact: artifact["name"], self.template)
        return hashlib.sha256(plain.encode()).hexdigest()[:12]

    @property
    def declared(self) -> set[str]:
        """The parameters that its template declares."""
        return set(parse(self.template).get("Parameters", {}))

    @property
    def needs(self) -> set[str]:
        """The publishers of what its template reads."""
        return {publisher for publisher, _ in applications.reads(self.template, self.application)}

    @property
    def publishers(self) -> set[str]:
        """The applications that it uses where they are there."""
        return {use.publisher for use in self.uses}

    @property
    def artifacts(self) -> set[str]:
        """The keys of its code."""
        return {(artifact["folder"] or "") + artifact["name"] for artifact in ARTIFACT.finditer(self.template)}


def take(environment: Environment, uses: Mapping[str, tuple[Use, ...]] | None = None) -> list[DeploymentSnapshot]:
    """The snapshots of a running environment: of its core, then of its applications in their order.

    `uses`: what each application takes of others that need not be there.
    """
    environment.require_stack()
    if broken := [stack for stack in environment.stacks if not stack.is_complete]:
        raise SoukError(
            f"application `{broken[0].application}` of `{environment.name}` is in state {broken[0].status}",
            "repair it first with `souk up`, or `sam deploy` in its folder",
        )
    taken = {
        stack.application: DeploymentSnapshot(
            _sent_template(environment, stack.name),
            stack.parameters,
            stack.tags.get("version", UNKNOWN),
            stack.application,
            (uses or {}).get(stack.application, ()),
        )
        for stack in environment.stacks
    }
    core = taken.pop("")
    names = applications.in_order({name: one.needs | one.publishers for name, one in taken.items()})
    return [core, *(replace(taken[name], core_bucket=core.bucket) for name in names)]


def without(snapshots: Sequence[DeploymentSnapshot], names: Collection[str]) -> list[DeploymentSnapshot]:
    """All but those of these applications. Raises SoukError for one that is not there, or that another needs."""
    existing = [one.application for one in snapshots if one.application]
    if unknown := sorted({*names} - {*existing}):
        there = f"choose of: {', '.join(existing)}" if existing else "it has none"
        raise SoukError(f"the source has no application `{unknown[0]}`", there)
    chosen = [one for one in snapshots if one.application not in names]
    for one in chosen:
        if needed := sorted(one.needs & {*names}):
            raise SoukError(
                f"`{one.application}` reads from `{needed[0]}`", f"leave out both: --without {one.application}"
            )
    return chosen


def bucket_of(environment: Environment, application: str = "") -> str:
    """The bucket of a stack's code, even if it was never complete; empty without a stack."""
    stack = environment.find_stack(application)
    if stack is None or stack.is_only_planned:
        return ""
    artifact = ARTIFACT.search(_sent_template(environment, stack.name))
    return artifact["bucket"] if artifact else ""


def for_clone(sources: Iterable[DeploymentSnapshot], env: str, settings: Mapping[str, str]) -> list[DeploymentSnapshot]:
    """The snapshots with the parameters of a clone. Each stack gets the settings that its template declares."""
    sources = list(sources)
    declared = {name for source in sources for name in source.declared}
    if unknown := settings.keys() - declared:
        raise SoukError(
            f"the template has no parameter {', '.join(sorted(unknown))}", f"it has {', '.join(sorted(declared))}"
        )
    return [_for_clone(source, env, settings) for source in sources]


def _for_clone(source: DeploymentSnapshot, env: str, settings: Mapping[str, str]) -> DeploymentSnapshot:
    declared = source.declared
    foreign = {*NOT_INHERITED, *(use.parameter for use in source.uses)}
    inherited = {name: value for name, value in source.parameters.items() if name in declared - foreign}
    chosen = {name: value for name, value in settings.items() if name in declared}
    return replace(source, parameters=inherited | chosen | {"Environment": env})


def copy_artifacts(environment: Environment, snapshot: DeploymentSnapshot) -> tuple[DeploymentSnapshot, str]:
    """Copy the code into the stack's folder, so that the source can be removed; returns the template's URL."""
    stack = stack_name(environment.name, snapshot.application)
    aws, bucket, folder = environment.aws, snapshot.bucket, f"{stack}/"
    for key in sorted(snapshot.artifacts):
        if not key.startswith(folder):
            _copy(aws, bucket, key, folder + key.rpartition("/")[2])
    template = ARTIFACT.sub(lambda artifact: f"s3://{bucket}/{folder}{artifact['name']}", snapshot.template)
    key = f"{folder}{snapshot.fingerprint}.template"
    aws.s3.put_object(Bucket=bucket, Key=key, Body=template.encode())
    base = f"{aws.endpoint_url}/{bucket}" if aws.endpoint_url else f"https://{bucket}.s3.{aws.region}.amazonaws.com"
    return replace(snapshot, template=template), f"{base}/{key}"


def _copy(aws: Aws, bucket: str, key: str, target: str) -> None:
    try:
        aws.s3.copy_object(Bucket=bucket, Key=target, CopySource={"Bucket": bucket, "Key": key})
    except aws.s3.exceptions.ClientError as error:
        if error.response["Error"]["Code"] not in ("NoSuchKey", "404"):
            raise
        raise SoukError(
            f"the deployed code is no longer in s3://{bucket}/{key}",
            "clone a version from git with --ref, or deploy the source again after a change",
        ) from error


def _sent_template(environment: Environment, stack: str) -> str:
    """The template before its transforms, as text: boto3 parses JSON."""
    body: Any = environment.aws.cloudformation.get_template(StackName=stack, TemplateStage="Original")["TemplateBody"]
    return body if isinstance(body, str) else json.dumps(body)
