"""What an environment is made from: the template as it was sent, its parameters, the code it names in S3.

A clone begins with the blueprint of what runs, read from the stack itself. So it is the version that runs, to the
byte, whatever the checkout has become since; and nothing has to be built.
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from souk.base.errors import SoukError
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.deploy.template import parse

ARTIFACT = re.compile(r"s3://(?P<bucket>[a-z0-9.-]+)/(?P<folder>[^\s'\"]*/)?(?P<name>[^\s'\"/]+)")
ITS_OWN = ("Environment", "MailFrom", "AlarmTopicArn", "Protect", "Shift")
"""Parameters that say which environment it is, who hears of it and how precious it is. No clone takes them over."""
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Blueprint:
    """All that an environment is made from."""

    template: str
    parameters: dict[str, str]
    version: str
    """What people call it: `v1.2-3-g0f3c1d2`."""

    @property
    def bucket(self) -> str:
        """Where its code is."""
        found = ARTIFACT.search(self.template)
        if found is None:
            raise SoukError("its template names no code in S3", "deploy it again, with `souk up` or `sam deploy`")
        return found["bucket"]

    @property
    def fingerprint(self) -> str:
        """The same for the same template and code, in whichever folder the code is. SAM names it by its content."""
        plain = ARTIFACT.sub(lambda found: found["name"], self.template)
        return hashlib.sha256(plain.encode()).hexdigest()[:12]

    @property
    def declared(self) -> set[str]:
        """The parameters that its template takes."""
        return set(parse(self.template).get("Parameters", {}))

    @property
    def artifacts(self) -> set[str]:
        """The code's objects."""
        return {(found["folder"] or "") + found["name"] for found in ARTIFACT.finditer(self.template)}


def of_environment(aws: Aws, env: str) -> Blueprint:
    """What an environment was made from."""
    found = stack.require(aws, env)
    return Blueprint(_sent(aws, env), found.parameters, found.tags.get("version", UNKNOWN))


def bucket_of(aws: Aws, env: str) -> str:
    """Where an environment's code is, also of one that never worked; nothing where no stack tells."""
    found = ARTIFACT.search(_sent(aws, env)) if stack.find(aws, env) else None
    return found["bucket"] if found else ""


def for_clone(plan: Blueprint, env: str, settings: dict[str, str]) -> Blueprint:
    """The blueprint of another environment: its configuration, under a name of its own."""
    declared = plan.declared
    if unknown := settings.keys() - declared:
        raise SoukError(
            f"the template has no parameter {', '.join(sorted(unknown))}", f"it has {', '.join(sorted(declared))}"
        )
    carried = {name: value for name, value in plan.parameters.items() if name in declared - {*ITS_OWN}}
    return replace(plan, parameters=carried | settings | {"Environment": env})


def publish(aws: Aws, plan: Blueprint, env: str) -> tuple[Blueprint, str]:
    """Give an environment copies of the code, and the URL of its template: the original may go before it does."""
    bucket, folder = plan.bucket, f"{stack.name_of(env)}/"
    for key in sorted(plan.artifacts):
        if not key.startswith(folder):
            _copy(aws, bucket, key, folder + key.rpartition("/")[2])
    own = ARTIFACT.sub(lambda found: f"s3://{bucket}/{folder}{found['name']}", plan.template)
    key = f"{folder}{plan.fingerprint}.template"
    aws.s3.put_object(Bucket=bucket, Key=key, Body=own.encode())
    base = f"{aws.endpoint_url}/{bucket}" if aws.endpoint_url else f"https://{bucket}.s3.{aws.region}.amazonaws.com"
    return replace(plan, template=own), f"{base}/{key}"


def _copy(aws: Aws, bucket: str, key: str, target: str) -> None:
    try:
        aws.s3.copy_object(Bucket=bucket, Key=target, CopySource={"Bucket": bucket, "Key": key})
    except aws.s3.exceptions.ClientError as error:
        if error.response["Error"]["Code"] not in ("NoSuchKey", "404"):
            raise
        raise SoukError(
            f"the code of what runs is no longer in s3://{bucket}/{key}",
            "deploy the original again, or clone a version from git with --ref",
        ) from error


def _sent(aws: Aws, env: str) -> str:
    """YAML comes as text, JSON as an object."""
    body: Any = aws.cloudformation.get_template(StackName=stack.name_of(env), TemplateStage="Original")["TemplateBody"]
    return body if isinstance(body, str) else json.dumps(body)
