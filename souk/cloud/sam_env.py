"""`souk outputs --env-vars`: the variables of an environment's functions, for `sam local` to give to its containers."""

import re

from souk.cloud import stack
from souk.cloud.clients import Aws

HOST = "host.docker.internal"
"""What containers call the machine they run on: by itself with Docker Desktop, elsewhere by `--add-host`."""


def as_containers_see_them(aws: Aws, env: str) -> dict[str, dict[str, str]]:
    """By the function's id in the template. What is on this machine's loopback is told as containers reach it."""
    stack.require(aws, env)
    made = sorted((logical, own) for kind, logical, own in stack.resources(aws, env) if kind == "AWS::Lambda::Function")
    return {logical: _variables(aws, own) for logical, own in made}


def _variables(aws: Aws, function: str) -> dict[str, str]:
    told = aws.functions.get_function_configuration(FunctionName=function).get("Environment", {}).get("Variables", {})
    return {name: _from_a_container(value, aws.endpoint_url) for name, value in told.items()}


def _from_a_container(value: str, endpoint_url: str | None) -> str:
    if endpoint_url is None:
        return value
    port = endpoint_url.rpartition(":")[2]
    return re.sub(rf"^http://(127\.0\.0\.1|localhost):{port}(?!\d)", f"http://{HOST}:{port}", value)
