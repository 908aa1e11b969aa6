"""`souk canary`: deploy a new version of one function, and roll it back if its alarm fires."""

import zipfile
from pathlib import Path
from typing import Annotated

import typer

from souk.base.console import heading, line, screen, step
from souk.base.errors import SoukError
from souk.base.lock import exclusive
from souk.base.paths import Paths
from souk.canary import rollout
from souk.canary.probes import synthetic_request
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.cloud.functions import Function
from souk.commands import options
from souk.commands.options import Env, paths
from souk.deploy import applications, build
from souk.deploy.template import parse, resources
from souk.local import http

ALL = "[yellow]all traffic; weights are supported on AWS only[/]"


def canary(
    function: Annotated[str, typer.Argument(help="Its name without the environment's: `orders-http`.")],
    env: Env = "dev",
    code: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="A zip built before. Default: the checkout's.")
    ] = None,
    percent: Annotated[int, typer.Option(min=1, max=50, help="The new version's share of the traffic.")] = 10,
    seconds: Annotated[int, typer.Option(min=1, help="How long the alarm is watched.")] = 60,
    get: Annotated[str, typer.Option(help="The path that is requested from an API's function.")] = "/",
) -> None:
    """Canary a new version locally and roll back if its alarm fires. (On AWS, use the `Shift` parameter.)"""
    environment, here = options.deployed(env), paths()
    aws = environment.aws
    target = _find(environment, function)
    name, probe = target.name, synthetic_request(aws, target, get)
    heading("souk canary", f"{env}  {function}")
    with exclusive(here, "souk canary"):
        zipped = _read(code) if code else _built(here, target)
        with step("version") as current:
            started = rollout.publish(aws, name, zipped, _deployed(aws, name))
            current.done(f"{started.new} beside {started.old}" if started else "that code is live already")
        if started is None:
            screen.print()
            return
        with rollout.rollback_on_error(started):
            with step("traffic") as current:
                rollout.shift(started, percent / 100 if rollout.WEIGHTS_SUPPORTED else None)
                current.done(f"{percent} %" if rollout.WEIGHTS_SUPPORTED else ALL)
            with step("watch", "one request per second") as current:
                watch = rollout.Watch(f"{name}-version", probe, seconds)
                responses = rollout.watch(started, watch, current.doing)
                current.done(f"{responses[started.new]} of {sum(responses.values())} requests; no alarm")
            rollout.promote(started, zipped)
    line("promoted", f"version {started.new} has all traffic")
    screen.print()


def _find(environment: Environment, short_name: str) -> Function:
    functions = {function.short_name: function for function in environment.functions}
    if short_name not in functions:
        raise SoukError(
            f"`{environment.name}` has no function `{short_name}`", f"choose one of: {', '.join(functions)}"
        )
    return functions[short_name]


def _read(code: Path) -> bytes:
    if not zipfile.is_zipfile(code):
        raise SoukError(f"{code} is no zip", "pass one that `sam build` or an earlier canary has built")
    return code.read_bytes()


def _built(here: Paths, function: Function) -> bytes:
    """The function's zip, built from the checkout."""
    application = applications.owner(here.root, function.service)
    with step("build", "sam build") as current:
        new = build.build(here, application, current.doing)
        current.done("artifacts for this machine" if new else "nothing changed")
    folder = here.build(application.title)
    definitions = resources(parse((folder / "template.yaml").read_text()))
    return Path(folder, definitions[function.logical_id]["Properties"]["CodeUri"]).read_bytes()


def _deployed(aws: Aws, function: str) -> bytes:
    """The function's current code, from Lambda."""
    url = aws.functions.get_function(FunctionName=function)["Code"]["Location"]
    return http.get(url, timeout=60).raise_for_status().content
