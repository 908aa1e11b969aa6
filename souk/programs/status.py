"""The state of an environment's programs for `souk status`."""

from dataclasses import dataclass

from souk.base.paths import Paths
from souk.cloud.environment import Environment
from souk.local import processes
from souk.programs import deployed, program_process

RUNNING, ENDED, STOPPED = "running", "has ended", "is not started"


@dataclass(frozen=True)
class ProgramStatus:
    """Whether a program runs, and the memory that it takes."""

    application: str
    state: str
    """`running`, `has ended` or `is not started`."""
    url: str = ""
    process: int | None = None
    memory_bytes: int = 0
    """Of the process and those that it has started."""


def read(paths: Paths, environment: Environment) -> list[ProgramStatus]:
    """The programs that are deployed, each with its process on this machine."""
    return [_read(paths, environment.name, program.application) for program in deployed.find(environment)]


def _read(paths: Paths, env: str, application: str) -> ProgramStatus:
    process = program_process.recorded(paths, env, application)
    if process is None:
        return ProgramStatus(application, STOPPED)
    if not process.is_alive:
        return ProgramStatus(application, ENDED, process.url, process.pid)
    memory = processes.memory_bytes(processes.tree(process.pid))
    return ProgramStatus(application, RUNNING, process.url, process.pid, memory)
