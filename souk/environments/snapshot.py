"""A snapshot of a deployment: its template as sent, its parameters and version.

A clone is made from the snapshot of the running environment: it runs the same bytes, whatever the checkout contains,
and needs no build.
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.deploy.template import parse

ARTIFACT = re.compile(r"s3://(?P<bucket>[a-z0-9.-]+)/(?P<folder>[^\s'\"]*/)?(?P<name>[^\s'\"/]+)")
NOT_INHERITED = ("Environment", "MailFrom", "AlarmTopicArn", "Protect", "Shift")
"""Parameters a clone never inherits: identity, sender, alarm target, protection."""
UNKNOWN = "unknown"


@dataclass(frozen=True)
class DeploymentSnapshot:
    """Everything a stack is created from."""

    template: str
    parameters: dict[str, str]
    version: str
    """For people: `v1.2-3-g0f3c1d2`."""

    @property
    def bucket(self) -> str:
        """The bucket of its code."""
        artifact = ARTIFACT.search(self.template)
        if artifact is None:
            raise SoukError("its template names no code in S3", "deploy it again, with `souk up` or `sam deploy`")
        return artifact["bucket"]

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
    def artifacts(self) -> set[str]:
        """The keys of its code."""
        return {(artifact["folder"] or "") + artifact["name"] for artifact in ARTIFACT.finditer(self.template)}


def take(environment: Environment) -> DeploymentSnapshot:
    """The snapshot of a running environment."""
    stack = environment.require_stack()
    return DeploymentSnapshot(_sent_template(environment), stack.parameters, stack.tags.get("version", UNKNOWN))


def bucket_of(environment: Environment) -> str:
    """The bucket of an environment's code, even if it was never complete; empty without a stack."""
    artifact = ARTIFACT.search(_sent_template(environment)) if environment.find_stack() else None
    return artifact["bucket"] if artifact else ""


def for_clone(source: DeploymentSnapshot, env: str, settings: dict[str, str]) -> DeploymentSnapshot:
    """The snapshot with the parameters of a clone."""
    declared = source.declared
    if unknown := settings.keys() - declared:
        raise SoukError(
            f"the template has no parameter {', '.join(sorted(unknown))}", f"it has {', '.join(sorted(declared))}"
        )
    inherited = {name: value for name, value in source.parameters.items() if name in declared - {*NOT_INHERITED}}
    return replace(source, parameters=inherited | settings | {"Environment": env})


def copy_artifacts(environment: Environment, snapshot: DeploymentSnapshot) -> tuple[DeploymentSnapshot, str]:
    """Copy the code into the environment's folder, so that the source can be removed; returns the template's URL."""
    aws, bucket, folder = environment.aws, snapshot.bucket, f"{environment.stack_name}/"
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
            "deploy the source again, or clone a version from git with --ref",
        ) from error


def _sent_template(environment: Environment) -> str:
    """The template before its transforms, as text: boto3 parses JSON."""
    body: Any = environment.aws.cloudformation.get_template(StackName=environment.stack_name, TemplateStage="Original")[
        "TemplateBody"
    ]
    return body if isinstance(body, str) else json.dumps(body)
