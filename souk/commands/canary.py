"""`souk canary`: a new version of a function, tried before it answers every call."""

import zipfile
from pathlib import Path
from typing import Annotated

import typer

from souk.base.console import heading, line, screen, step
from souk.base.errors import SoukError
from souk.base.lock import exclusive
from souk.base.paths import Places
from souk.canary import rollout, shares
from souk.canary.probes import harmless
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.cloud.functions import functions
from souk.commands.options import Env, local, places
from souk.deploy import build
from souk.deploy.template import of_type, parse, resources
from souk.local import http

ALL = "[yellow]all calls; shares are honoured on AWS only[/]"


def canary(
    function: Annotated[str, typer.Argument(help="Its name without the environment's: orders-http.")],
    env: Env = "dev",
    code: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="A zip built before. The checkout's if not given.")
    ] = None,
    percent: Annotated[int, typer.Option(min=1, max=50, help="The new version's share of the calls.")] = 10,
    seconds: Annotated[int, typer.Option(min=1, help="How long it is watched.")] = 60,
    get: Annotated[str, typer.Option(help="What is asked of an API's function meanwhile.")] = "/openapi.json",
) -> None:
    """Try a new version of a function in the local cloud: its alarm turns it back. On AWS, deployments do (Shift)."""
    aws, here = local(), places()
    own = _function(aws, env, function)
    call = harmless(aws, own, get)
    heading("souk canary", f"{env}  {function}")
    with exclusive(here, "souk canary"):
        zipped = _read(code) if code else _built(here, env, function)
        with step("version") as current:
            made = rollout.publish(aws, own, zipped, _deployed(aws, own))
            current.done(f"{made.new} beside {made.old}" if made else "it has that code already")
        if made is None:
            screen.print()
            return
        with rollout.turned_back_unless_kept(made):
            with step("share", "asking whether this cloud gives shares") as current:
                part = percent / 100 if shares.honoured(aws, own) else None
                rollout.share(made, part)
                current.done(f"{percent} % of the calls" if part else ALL)
            with step("watch", "calling it once a second") as current:
                alarm = f"{own}-version"
                answered = rollout.watch(made, rollout.Watch(alarm, call, seconds), current.doing)
                current.done(f"{answered[made.new]} calls of {sum(answered.values())}; the alarm is silent")
            rollout.keep(made, zipped)
    line("kept", f"version {made.new} answers every call")
    screen.print()


def _function(aws: Aws, env: str, function: str) -> str:
    stack.require(aws, env)
    known = {each.short: each.name for each in functions(aws, env)}
    if function not in known:
        raise SoukError(f"`{env}` has no function `{function}`", f"it has {', '.join(known)}")
    return known[function]


def _read(code: Path) -> bytes:
    if not zipfile.is_zipfile(code):
        raise SoukError(f"{code} is no zip", "give one that `sam build` or a canary's build has made")
    return code.read_bytes()


def _built(here: Places, env: str, function: str) -> bytes:
    """The zip that the checkout makes of a function."""
    with step("build", "sam build") as current:
        new = build.build(here, env, current.doing)
        current.done("artifacts of this machine's kind" if new else "nothing changed")
    made = of_type(resources(parse((here.build / "template.yaml").read_text())), "AWS::Serverless::Function")
    (zipped,) = (
        told["CodeUri"]
        for told in made.values()
        if str(told["FunctionName"]).endswith(f"${{Environment}}-{function}'}}")
    )
    return Path(here.build, zipped).read_bytes()


def _deployed(aws: Aws, function: str) -> bytes:
    """The code that the function has now, from where Lambda says it is."""
    where = aws.functions.get_function(FunctionName=function)["Code"]["Location"]
    return http.get(where, timeout=60).raise_for_status().content
