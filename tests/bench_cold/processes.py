"""A function in a process of its own, with the code that ships, in an environment as Lambda's."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from souk.base.paths import REGION, Paths
from souk.cloud.clients import LOCAL_KEY
from souk.cloud.functions import Function
from souk.deploy.template import parse, resources

RUNNER = Path(__file__).with_name("run_function.py")
TRACE = "Root=1-6b0554fe-5f84c0d1a3b7e62948d0f1c6;Parent=53995c3f42cd8ad8;Sampled=0"
"""X-Ray samples few requests."""
TIMEOUT = 600  # seconds; under valgrind a start takes half a minute


class Failed(Exception):
    """A function did not answer, or answered with an error."""


@dataclass(frozen=True)
class Process:
    """A function that can be started."""

    name: str
    handler: str
    path: list[str]
    """Its code, before the standard library."""
    environment: Mapping[str, str] = field(default_factory=dict)
    python: str = ""

    def reaching(self, url: str) -> Self:
        """The same function, which uses this URL as AWS and for the APIs of other services."""
        old = self.environment.get("AWS_ENDPOINT_URL", url)
        return replace(self, environment={name: value.replace(old, url) for name, value in self.environment.items()})

    def run(
        self, event: Mapping[str, Any], times: int = 0, prefix: Sequence[str] = (), options: Sequence[str] = ()
    ) -> dict[str, Any]:
        """The figures of one process: its first answer, and the average of `times` more. Raises Failed.

        `prefix` is a command to run it below, `options` are Python's.
        """
        result = self._start(event, times, [*prefix, self.python, "-I", "-S", *options])
        if result.returncode:
            raise Failed(f"{self.name}: {result.stderr[-2000:]}")
        figures: dict[str, Any] = {**json.loads(result.stdout), "stderr": result.stderr}
        response = figures["response"] or {}
        if response.get("statusCode", 200) >= 400 or response.get("batchItemFailures") or response.get("not_yet"):
            raise Failed(f"{self.name} answered {response}: {result.stderr[-2000:]}")
        return figures

    def _start(self, event: Mapping[str, Any], times: int, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        job = {
            "name": self.name,
            "handler": self.handler,
            "path": self.path,
            "environment": {**_of_lambda(self.name, self.path[0]), **self.environment},
            "event": event,
            "times": times,
        }
        return subprocess.run(
            [*command, str(RUNNER)],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            env={"LANG": "C.UTF-8"},
        )


def _of_lambda(name: str, folder: str) -> dict[str, str]:
    """The variables that Lambda itself sets."""
    return {
        "AWS_ACCESS_KEY_ID": LOCAL_KEY,
        "AWS_SECRET_ACCESS_KEY": LOCAL_KEY,
        "AWS_SESSION_TOKEN": "token",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_LAMBDA_FUNCTION_NAME": name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
        "AWS_XRAY_DAEMON_ADDRESS": "127.0.0.1:2000",
        "LAMBDA_TASK_ROOT": folder,
        "TZ": ":UTC",
        "_X_AMZN_TRACE_ID": TRACE,
    }


def deployed(function: Function, zipped: Path, folder: Path, variables: Mapping[str, str], python: Path) -> Process:
    """A function of the environment, from its zip, which is unpacked below `folder`."""
    code = folder / zipped.stem
    if not code.exists():
        with zipfile.ZipFile(zipped) as archive:
            archive.extractall(code)
    return Process(function.short_name, function.handler, [str(code)], variables, str(python))


def zips(paths: Paths) -> dict[str, Path]:
    """The zip of each function, by its id in the template."""
    built = resources(parse((paths.build("core") / "template.yaml").read_text()))
    return {
        name: paths.build("core") / resource["Properties"]["CodeUri"]
        for name, resource in built.items()
        if resource["Type"] == "AWS::Serverless::Function"
    }
