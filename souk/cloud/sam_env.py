"""The environment variables of the functions, as `sam local --env-vars` passes them to its containers."""

import re

from souk.cloud.environment import Environment

HOST = "host.docker.internal"
"""The name of the host inside a container: built into Docker Desktop, elsewhere set by `--add-host`."""


def env_json(environment: Environment) -> dict[str, dict[str, str]]:
    """The variables by logical id, with this machine's loopback addresses as a container reaches them."""
    functions = sorted(environment.functions, key=lambda function: function.logical_id)
    return {function.logical_id: _variables(environment, function.name) for function in functions}


def _variables(environment: Environment, function: str) -> dict[str, str]:
    configuration = environment.aws.functions.get_function_configuration(FunctionName=function)
    variables = configuration.get("Environment", {}).get("Variables", {})
    return {name: _from_a_container(value, environment.aws.endpoint_url) for name, value in variables.items()}


def _from_a_container(value: str, endpoint_url: str | None) -> str:
    if endpoint_url is None:
        return value
    port = endpoint_url.rpartition(":")[2]
    return re.sub(rf"^http://(127\.0\.0\.1|localhost):{port}(?!\d)", f"http://{HOST}:{port}", value)
