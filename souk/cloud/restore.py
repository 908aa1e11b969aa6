"""Has functions be what was deployed, after `souk dev` has brought other code or a debugger into them."""

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
    """As Lambda says it of a function."""
    return b64encode(hashlib.sha256(code).digest()).decode()


def is_as_deployed(aws: Aws, function: Function, deployed: str) -> bool:
    """Whether a function has the settings that its stack says, and the code with this digest."""
    known = aws.functions.get_function_configuration(FunctionName=function.name)
    told = known["Handler"], known["Timeout"], known["CodeSha256"]
    return told == (function.handler, function.timeout, deployed)


def put_back(aws: Aws, env: str) -> int:
    """Give functions what their stack says, for CloudFormation changes only what it knows to differ; says how many.

    It changes what they are, not yet the versions that answer: `versions.settle_all` does.
    """
    functions = Environment(env, aws).functions
    digests = {each: digest(download(aws, each)) for each in {function.artifact for function in functions}}

    def put(function: Function) -> bool:
        if is_as_deployed(aws, function, digests[function.artifact]):
            return False
        bucket, key = function.artifact
        aws.functions.update_function_code(FunctionName=function.name, S3Bucket=bucket, S3Key=key)
        aws.functions.update_function_configuration(
            FunctionName=function.name, Handler=function.handler, Timeout=function.timeout
        )
        return True

    with ThreadPoolExecutor(max_workers=8) as pool:
        return sum(pool.map(put, functions))
