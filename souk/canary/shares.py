"""Whether a cloud gives a second version of a function its share of the calls."""

import io
import zipfile
from contextlib import suppress

from botocore.exceptions import ClientError

from souk.cloud.clients import Aws
from souk.cloud.versions import ALIAS, point, publish

CALLS = 20
"""With half of the calls for each, a cloud that honours shares is taken for one that doesn't once in a million."""


def honoured(aws: Aws, like: str) -> bool:
    """Whether this cloud gives a second version its share of the calls: asked of two that do nothing, made and removed.

    They have the role of an existing function.
    """
    name = f"{like}-shares"
    known = aws.functions.get_function_configuration(FunctionName=like)
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("idle.py", "def handler(event, context): pass\n")
    try:
        aws.functions.create_function(
            FunctionName=name,
            Runtime=known["Runtime"],
            Handler="idle.handler",
            Role=known["Role"],
            Code={"ZipFile": code.getvalue()},
        )
        first = publish(aws, name)
        aws.functions.update_function_configuration(FunctionName=name, Description="the second")
        second = publish(aws, name)
        aws.functions.create_alias(FunctionName=name, Name=ALIAS, FunctionVersion=first)
        point(aws, name, first, {second: 0.5})
        calls = (aws.functions.invoke(FunctionName=name, Qualifier=ALIAS) for _ in range(CALLS))
        return any(call["ExecutedVersion"] == second for call in calls)
    finally:
        with suppress(ClientError):
            aws.functions.delete_function(FunctionName=name)
