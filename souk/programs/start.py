"""Starting every program of an environment, with a line for each."""

from souk.base.console import step
from souk.base.errors import SoukError
from souk.base.paths import Paths
from souk.cloud.environment import Environment
from souk.programs import deployed, program_process


def start_all(paths: Paths, environment: Environment) -> list[str]:
    """Start what isn't running; returns the reasons of those that failed. One that fails leaves the others alone."""
    failed = []
    for program in deployed.find(environment):
        try:
            with step(program.application, "starting its program") as current:
                before = program_process.running(paths, environment.name, program.application)
                now = program_process.start(paths, environment, program)
                current.done(f"already on {now.url}" if now == before else now.url)
        except SoukError as error:
            failed.append(f"{program.application}: {error.message}\n{error.hint}")
    return failed
