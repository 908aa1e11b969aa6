"""Restores functions to their deployed code and settings after `souk dev`."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor

from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.cloud.functions import Artifact, Function


def download(aws: Aws, artifact: Artifact) -> bytes:
    """The code that was deployed."""
    bucket, key = artifact
    return bytes(aws.s3.get_object(Bucket=bucket, Key=key)["Body"].read())


def digest(code: bytes) -> str:
    """The digest of a zip as Lambda computes it."""
    return b64encode(hashlib.sha256(code).digest()).decode()


def is_as_deployed(aws: Aws, function: Function, code_digest: str) -> bool:
    """Whether a function has the settings of its stack, and the code with this digest."""
    configuration = aws.functions.get_function_configuration(FunctionName=function.name)
    current = configuration["Handler"], configuration["Timeout"], configuration["CodeSha256"]
    return current == (function.handler, function.timeout, code_digest)


def restore(environment: Environment) -> int:
    """Restore the functions, since CloudFormation updates only what differs from its template; returns how many.

    It changes the functions, not yet the versions that answer: `versions.publish_changed` does.
    """
    aws = environment.aws
    artifacts = {function.artifact for function in environment.functions}
    digests = {artifact: digest(download(aws, artifact)) for artifact in artifacts}

    def restore_one(function: Function) -> bool:
        if is_as_deployed(aws, function, digests[function.artifact]):
            return False
        bucket, key = function.artifact
        aws.functions.update_function_code(FunctionName=function.name, S3Bucket=bucket, S3Key=key)
        aws.functions.update_function_configuration(
            FunctionName=function.name, Handler=function.handler, Timeout=function.timeout
        )
        return True

    with ThreadPoolExecutor(max_workers=8) as pool:
        return sum(pool.map(restore_one, environment.functions))
