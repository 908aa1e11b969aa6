"""Programs that run on instances on AWS, as processes of this machine behind the deployed load balancer.

The local cloud starts no instances. So `souk up` starts the same program from the checkout, by the line `web` of its
Procfile, `services/NAME/FOLDER/Procfile`, and registers it at the application's target group. Its variables are HOST,
PORT, and the outputs of its stack: `FirmwareBucket` is FIRMWARE_BUCKET.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from souk.base.errors import SoukError
from souk.base.paths import Paths, private, read_json, write_json
from souk.base.shell import HOST
from souk.cloud.clients import LOCAL_KEY
from souk.cloud.environment import Environment
from souk.deploy import applications
from souk.deploy.applications import PROCFILE
from souk.deploy.fingerprint import fingerprint
from souk.local import http, ports, processes
from souk.programs import targets

START_SECONDS, STOP_SECONDS = 20.0, 10.0


@dataclass(frozen=True)
class Program:
    """A program of the checkout."""

    application: str
    folder: Path

    @property
    def command(self) -> str:
        """The line of its Procfile, for a shell. Raises SoukError if there is none."""
        line = re.search(r"^web:\s*(.+)$", (self.folder / PROCFILE).read_text(), re.MULTILINE)
        if line is None:
            raise SoukError(f"{self.folder / PROCFILE} has no line `web: COMMAND`", "add it")
        return line[1]


@dataclass(frozen=True)
class Running:
    """A process of a program."""

    pid: int
    identity: str
    port: int
    fingerprint: str
    """Of its sources and variables."""

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def is_alive(self) -> bool:
        """Whether it is still the process that was started."""
        return processes.identity(self.pid) == self.identity


def of(paths: Paths, environment: Environment) -> list[Program]:
    """The programs of the applications that an environment has, complete."""
    return [
        Program(application.name, paths.root / folder)
        for application in applications.find(paths.root)
        if (stack := environment.find_stack(application.name)) is not None and stack.is_complete
        for folder in application.programs
    ]


def running(paths: Paths, env: str, application: str) -> Running | None:
    """The process of an environment's application, if it is alive."""
    record = read_json(_record(paths, env, application))
    process = Running(**record) if record else None
    return process if process is not None and process.is_alive else None


def start(paths: Paths, environment: Environment, program: Program) -> Running:
    """Start a program and register it; one that runs with the same sources is kept. Raises SoukError if it ends."""
    env, application = environment.name, program.application
    group = targets.group_of(environment, application)
    stack = environment.find_stack(application)
    variables = outputs(stack.outputs if stack is not None else {})
    sources = fingerprint(paths.root, (str(program.folder.relative_to(paths.root)),), variables)
    current = running(paths, env, application)
    if current is None or current.fingerprint != sources:
        port = current.port if current is not None else ports.free()
        stop(paths, env, application)
        health_path = targets.health_path(environment, group)
        current = _launch(paths, environment, program, port, sources, variables, health_path)
    targets.register(environment, group, HOST, current.port)
    return current


def stop(paths: Paths, env: str, application: str) -> None:
    """Stop a program, if it runs."""
    process = running(paths, env, application)
    if process is not None:
        processes.send(process.pid, process.identity, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while process.is_alive:
            if time.monotonic() > deadline:
                processes.send(process.pid, process.identity, signal.SIGKILL)
            time.sleep(0.02)
    _record(paths, env, application).unlink(missing_ok=True)


def stop_all(paths: Paths, env: str | None = None) -> None:
    """Stop the programs of one environment or of all."""
    for record in sorted(paths.programs.glob("*.json")):
        owner, _, application = record.stem.partition("--")
        if env in (None, owner):
            stop(paths, owner, application)


def outputs(of_stack: Mapping[str, str]) -> dict[str, str]:
    """The outputs of a stack as variables."""
    return {re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).upper(): value for key, value in of_stack.items()}


def _launch(
    paths: Paths,
    environment: Environment,
    program: Program,
    port: int,
    sources: str,
    variables: Mapping[str, str],
    health_path: str,
) -> Running:
    aws = environment.aws
    keys = {"AWS_ACCESS_KEY_ID": LOCAL_KEY, "AWS_SECRET_ACCESS_KEY": LOCAL_KEY, "AWS_DEFAULT_REGION": aws.region}
    keys["AWS_ENDPOINT_URL"] = str(aws.endpoint_url)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.defpath))
    machine = {"PATH": path, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "WORKERS": "1"}
    record = _record(paths, environment.name, program.application)
    private(paths.programs)
    log_file = record.with_suffix(".log")
    log_file.unlink(missing_ok=True)
    with open(os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as log:
        process = subprocess.Popen(
            ["/bin/sh", "-c", f"exec {program.command}"],
            cwd=program.folder,
            env={**machine, **keys, "HOST": HOST, "PORT": str(port), **variables},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    current = Running(process.pid, processes.identity(process.pid) or "", port, sources)
    write_json(record, asdict(current))
    deadline = time.monotonic() + START_SECONDS
    while not _answers(f"{current.url}{health_path}"):
        if process.poll() is not None or time.monotonic() > deadline:
            stop(paths, environment.name, program.application)
            last = log_file.read_text(errors="replace").strip().splitlines()[-1:]
            raise SoukError(
                f"the program of `{program.application}` did not start" + (f": {last[0]}" if last else ""),
                f"read {paths.shown(log_file)}",
            )
        time.sleep(0.05)
    return current


def _answers(url: str) -> bool:
    try:
        return http.get(url, timeout=2).is_success
    except http.NoAnswer:
        return False


def _record(paths: Paths, env: str, application: str) -> Path:
    return paths.programs / f"{env}--{application}.json"
