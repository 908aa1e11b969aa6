"""`souk canary` and `souk publish`: how a version of a function comes to answer."""

import zipfile
from pathlib import Path
from typing import Annotated

import typer

from souk import build, stack, versions
from souk.aws import Aws
from souk.canary import shares, trial
from souk.canary.calls import harmless
from souk.console import heading, line, screen, step
from souk.errors import SoukError
from souk.functions import functions
from souk.local import http
from souk.lock import exclusive
from souk.options import Env, OnAws, chosen, local, places
from souk.places import Places
from souk.template import of_type, parse, resources

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
            made = trial.publish(aws, own, zipped, _deployed(aws, own))
            current.done(f"{made.new} beside {made.old}" if made else "it has that code already")
        if made is None:
            screen.print()
            return
        with trial.turned_back_unless_kept(made):
            with step("share", "asking whether this cloud gives shares") as current:
                part = percent / 100 if shares.honoured(aws, own) else None
                trial.share(made, part)
                current.done(f"{percent} % of the calls" if part else ALL)
            with step("watch", "calling it once a second") as current:
                alarm = f"{own}-version"
                answered = trial.watch(made, trial.Watch(alarm, call, seconds), current.doing)
                current.done(f"{answered[made.new]} calls of {sum(answered.values())}; the alarm is silent")
            trial.keep(made, zipped)
    line("kept", f"version {made.new} answers every call")
    screen.print()


def publish(env: Env = "dev", on_aws: OnAws = False) -> None:
    """Have every function answer as it is set now. For changes of parameters alone, of which SAM makes no version."""
    aws = chosen(on_aws)
    stack.require(aws, env)
    heading("souk publish", env)
    with step("versions", "looking for functions that were changed") as current:
        moved = versions.settle_all(aws, env)
        current.done(f"{moved} new" if moved else "nothing changed")
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
