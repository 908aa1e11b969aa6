"""Starts MiniStack with the corrections that the local cloud needs. Runs inside MiniStack's own Python, never in ours.

The services that it misunderstands have a file each, which names the differences: `apigateway.py`, `awslambda.py`,
`cloudformation.py`, `cloudfront.py`, `cognito.py`, `conditions.py`, `dynamodb.py`, `elbv2.py`, `iam.py`, `s3.py`,
`ses.py`. As a process it lacks more:

- It runs functions with `sys.executable`, and so with its own packages. A function that lacks one of its wheels would
  work here and fail on AWS. The first argument is an interpreter without packages.
- It loses log lines of functions when the machine is busy: `function_output.py`.
- It accepts any Host and Origin: `loopback_only.py`.
- It saves its data only when it is stopped: `saving.py`, `dump.py`, `snapshots.py`.
- It repeats work for each request: `speed.py`. Its server is slow: `server.py`.
"""

import importlib
import os
import runpy
import sys
import tempfile
from pathlib import Path
from typing import Any


def theirs(name: str) -> Any:
    """A module of MiniStack."""
    return importlib.import_module(f"ministack.{name}")


def ours(name: str) -> Any:
    """A module beside this one."""
    return importlib.import_module(f"souk.local.{name}")


def correct_services(app: Any, folder: Path, concurrency: int) -> None:
    """Make the corrections of all services. `folder` has the data; `concurrency` is each function's."""
    provisioners, evaluator = theirs("services.cloudformation.provisioners"), theirs("core.iam_evaluator")
    lambda_svc, runtime = theirs("services.lambda_svc"), theirs("core.lambda_runtime")
    code = Path(tempfile.gettempdir()) / "code"
    ours("awslambda").correct(lambda_svc, runtime, provisioners, code, concurrency)
    ours("apigateway").correct(theirs("services.apigateway_v1"))
    ours("cognito").correct(theirs("services.cognito"))
    ours("cloudformation").correct(provisioners, theirs("services.cloudformation"))
    formation = "services.cloudformation"
    importers = [theirs(f"{formation}.{name}") for name in ("changesets", "handlers", "stacks")]
    ours("conditions").correct(theirs(f"{formation}.engine"), *importers)
    ours("cloudfront").correct(theirs("services.cloudfront"), provisioners, app)
    ours("s3").correct(theirs("services.s3"), evaluator)
    ours("dynamodb").correct(theirs("services.dynamodb"), provisioners)
    ours("elbv2").correct(theirs("services.alb"), provisioners)
    ours("iam").correct(evaluator, folder)
    ours("ses").correct(theirs("services.ses_v2"), theirs("services.sns"))
    ours("speed").quicken(evaluator, theirs("services.dynamodb"), theirs(f"{formation}.engine"))
    ours("function_output").correct(runtime.Worker)


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    ministack, data = theirs("app"), Path.cwd()
    correct_services(ministack, data, int(os.environ["FUNCTION_CONCURRENCY"]))
    dump = ours("dump").Dump(data)
    ministack.save_all = lambda states: None
    ministack.app = ours("loopback_only").loopback_only(ours("saving").Saving(ministack.app, dump.take))
    ours("server").replace(importlib.import_module("hypercorn.asyncio"))
    sys.executable = sys.argv.pop(1)
    runpy.run_module("ministack", run_name="__main__", alter_sys=True)
