"""The processes of programs: one for each application of an environment that has a program, until `souk down`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from souk.base.errors import SoukError
from souk.base.paths import Paths, private, read_json, write_json
from souk.base.shell import HOST
from souk.cloud.clients import LOCAL_KEY
from souk.cloud.environment import Environment
from souk.local import http, ports, processes
from souk.programs import deployed, targets
from souk.programs.deployed import Program

START_SECONDS, STOP_SECONDS = 20.0, 10.0


@dataclass(frozen=True)
class Running:
    """A process of a program."""

    pid: int
    identity: str
    port: int
    fingerprint: str
    """Of the program that it was started from."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{HOST}:{self.port}"

    @property
    def is_alive(self) -> bool:
        """Whether it is still the process that was started."""
        return processes.identity(self.pid) == self.identity


def recorded(paths: Paths, env: str, application: str) -> Running | None:
    """The process as it was started. It may have ended since, but nobody has stopped it."""
    record = read_json(_place(paths, env, application).with_suffix(".json"))
    return Running(**record) if record else None


def running(paths: Paths, env: str, application: str) -> Running | None:
    """The same, if it is alive."""
    process = recorded(paths, env, application)
    return process if process is not None and process.is_alive else None


def log_file(paths: Paths, env: str, application: str) -> Path:
    """Its output since its start."""
    return _place(paths, env, application).with_suffix(".log")


def start(paths: Paths, environment: Environment, program: Program) -> Running:
    """Start a program and register it; one that runs as it is deployed is kept. Raises SoukError if it ends."""
    env, application = environment.name, program.application
    fingerprint = program.fingerprint(str(environment.aws.endpoint_url))
    before = recorded(paths, env, application)
    current = before if before is not None and before.is_alive and before.fingerprint == fingerprint else None
    if current is None:
        stop(paths, env, application)
        port = before.port if before is not None and ports.is_free(before.port) else ports.free()
        current = _launch(paths, environment, program, port, fingerprint)
    targets.register(environment, program.group, HOST, current.port)
    return current


def stop(paths: Paths, env: str, application: str) -> bool:
    """Stop a program; False if it doesn't run."""
    process = running(paths, env, application)
    if process is not None:
        processes.end(process.pid, process.identity, STOP_SECONDS)
    _place(paths, env, application).with_suffix(".json").unlink(missing_ok=True)
    return process is not None


def stop_all(paths: Paths, env: str | None = None) -> list[str]:
    """Stop the programs of one environment or of all; returns those that ran: applications, or `ENV--APPLICATION`."""
    stopped = []
    for record in sorted(paths.programs.glob("*.json")):
        owner, _, application = record.stem.partition("--")
        if env in (None, owner) and stop(paths, owner, application):
            stopped.append(application if env else record.stem)
    return stopped


def erase(paths: Paths, env: str | None = None, application: str | None = None) -> None:
    """Stop the programs of an application, an environment or all, and delete their code and logs."""
    for path in sorted(paths.programs.glob("*--*")):
        owner, _, of = path.name.removesuffix(".json").removesuffix(".log").partition("--")
        if env in (None, owner) and application in (None, of):
            stop(paths, owner, of)
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _launch(paths: Paths, environment: Environment, program: Program, port: int, fingerprint: str) -> Running:
    place = _place(paths, environment.name, program.application)
    shutil.rmtree(place, ignore_errors=True)
    private(paths.programs)
    command = deployed.unpack(environment, program, private(place))
    log_file = place.with_suffix(".log")
    log_file.unlink(missing_ok=True)
    with open(os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as log:
        process = subprocess.Popen(
            ["/bin/sh", "-c", f"exec {command}"],
            cwd=place,
            env={**_variables(environment), **program.variables, "HOST": HOST, "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    current = Running(process.pid, processes.identity(process.pid) or "", port, fingerprint)
    write_json(place.with_suffix(".json"), asdict(current))
    deadline = time.monotonic() + START_SECONDS
    while not _answers(f"{current.url}{program.group.health_path}"):
        if process.poll() is not None or time.monotonic() > deadline:
            stop(paths, environment.name, program.application)
            last = log_file.read_text(errors="replace").strip().splitlines()[-1:]
            raise SoukError(
                f"the program of `{program.application}` did not start" + (f": {last[0]}" if last else ""),
                f"read {paths.shown(log_file)}",
            )
        time.sleep(0.05)
    return current


def _variables(environment: Environment) -> dict[str, str]:
    """The local cloud and its key, and this machine's interpreter with the packages of the lock file."""
    aws = environment.aws
    keys = {"AWS_ACCESS_KEY_ID": LOCAL_KEY, "AWS_SECRET_ACCESS_KEY": LOCAL_KEY, "AWS_DEFAULT_REGION": aws.region}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.defpath))
    machine = {"PATH": path, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "WORKERS": "1"}
    return {**machine, **keys, "AWS_ENDPOINT_URL": str(aws.endpoint_url)}


def _answers(url: str) -> bool:
    try:
        return http.get(url, timeout=2).is_success
    except http.NoAnswer:
        return False


def _place(paths: Paths, env: str, application: str) -> Path:
    """The folder of its code; its record and its log have the same name with a suffix."""
    return paths.programs / f"{env}--{application}"
