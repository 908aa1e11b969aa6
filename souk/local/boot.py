"""Runs inside MiniStack's own Python, never in ours: starts it so that functions see only what they ship.

MiniStack runs Lambda functions with `sys.executable`, and so with its own installed packages in reach. A
function that forgot one of its wheels would then work here and fail on AWS. The first argument is a bare
interpreter.

And MiniStack holds each function's zip in memory, 220 MB an environment, though there are but three different ones.
Here a function that is deployed shares the zip of any that has the same.

And when CloudFormation deletes a function or a version, its processes would live on.
"""

import importlib
import runpy
import sys
from collections.abc import Callable
from typing import Any


def shared(fetch: Callable[..., bytes | None], functions: Any) -> Callable[..., bytes | None]:
    """Fetch code as before, but answer the copy that a function already holds."""

    def fetch_shared(*where: Any, **more: Any) -> bytes | None:
        code = fetch(*where, **more)
        held = (function.get("code_zip") for function in functions.values())
        return next((other for other in held if other == code), code)

    return fetch_shared


def ending(delete: Callable[..., None], end: Callable[[str, str | None], None]) -> Callable[..., None]:
    """Delete a function (`NAME`) or a version (`arn:...:function:NAME:7`) as before, and end its processes."""

    def delete_and_end(own: str, *more: Any) -> None:
        delete(own, *more)
        name, _, version = own.rpartition("function:")[2].partition(":")
        end(name, version or None)

    return delete_and_end


if __name__ == "__main__":
    lambda_svc: Any = importlib.import_module("ministack.services.lambda_svc")
    lambda_svc._fetch_code_from_s3 = shared(lambda_svc._fetch_code_from_s3, lambda_svc._functions)
    provisioners: Any = importlib.import_module("ministack.services.cloudformation.provisioners")
    for kind in ("AWS::Lambda::Function", "AWS::Lambda::Version"):
        handlers = provisioners._RESOURCE_HANDLERS[kind]
        handlers["delete"] = ending(handlers["delete"], lambda_svc.invalidate_worker)
    sys.executable = sys.argv.pop(1)
    runpy.run_module("ministack", run_name="__main__", alter_sys=True)
