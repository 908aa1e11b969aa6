"""The outputs of an environment as shell variables, for the AWS CLI and other programs."""

import re
import shlex

from souk.cloud.clients import LOCAL_KEY
from souk.cloud.outputs import Outputs


def as_script(outputs: Outputs) -> str:
    """Lines to `eval`, without passwords. On AWS the shell keeps its own keys."""
    left_out = {*outputs.demo, "endpoint_url"}
    if outputs.endpoint_url is None:
        left_out.add("env")  # `souk` and the SDKs would take it for the local one of that name
    variables = {_variable(name): value for name, value in outputs.as_lines() if name not in left_out}
    variables |= {"AWS_REGION": outputs.region, "AWS_DEFAULT_REGION": outputs.region}
    if outputs.endpoint_url:
        lines = ["unset AWS_PROFILE AWS_SESSION_TOKEN"]
        keys = {"AWS_ACCESS_KEY_ID": LOCAL_KEY, "AWS_SECRET_ACCESS_KEY": LOCAL_KEY}
        variables |= {"AWS_ENDPOINT_URL": outputs.endpoint_url, **keys}
    else:
        lines = ["unset AWS_ENDPOINT_URL"]
    lines += [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    return "\n".join(lines) + "\n"


def _variable(name: str) -> str:
    """`apis.orders.v2` is SOUK_APIS_ORDERS_V2, `env` is SOUK_ENV."""
    return "SOUK_" + re.sub(r"\W", "_", name).upper()
