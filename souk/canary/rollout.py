"""One try of a new version: some calls or all, as long as no alarm rings; then all of them, or none."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from souk.base.errors import SoukError
from souk.canary.alarms import ringing
from souk.canary.probes import Call
from souk.cloud import versions
from souk.cloud.clients import Aws
from souk.deploy.sam_cli import Show

PAUSE_SECONDS = 1.0
"""Between two calls of its own."""


@dataclass(frozen=True)
class Trial:
    """A function between two versions."""

    aws: Aws
    function: str
    old: str
    new: str


@dataclass(frozen=True)
class Watch:
    """What is looked at, and for how long."""

    alarm: str
    call: Call
    seconds: float
    pause: Callable[[float], None] = time.sleep


def publish(aws: Aws, function: str, code: bytes, deployed: bytes) -> Trial | None:
    """Make a version of the new code, which nobody calls yet; None where the one that answers has that code.

    The function itself keeps what was `deployed`: so whatever ends the trial, the next `souk up` ends it well.
    """
    old = versions.live(aws, function)
    aws.functions.update_function_code(FunctionName=function, ZipFile=code)
    try:
        known, tried = (
            aws.functions.get_function_configuration(FunctionName=function, Qualifier=version)["CodeSha256"]
            for version in (old, versions.LATEST)
        )
        return None if known == tried else Trial(aws, function, old, versions.publish(aws, function))
    finally:
        aws.functions.update_function_code(FunctionName=function, ZipFile=deployed)


@contextmanager
def turned_back_unless_kept(trial: Trial) -> Iterator[None]:
    """Whatever happens in the block but its quiet end, Ctrl-C included: the old version answers again."""
    try:
        yield
    except BaseException:
        versions.point(trial.aws, trial.function, trial.old)
        versions.forget_others(trial.aws, trial.function)
        raise


def share(trial: Trial, part: float | None) -> None:
    """Give the new version a part of the calls, or all of them."""
    if part is None:
        versions.point(trial.aws, trial.function, trial.new)
    else:
        versions.point(trial.aws, trial.function, trial.old, {trial.new: part})


def watch(trial: Trial, watch: Watch, show: Show) -> dict[str, int]:
    """Call and look until the time is over; says how many calls each version answered.

    An alarm that rings is an error, and so is what an API's alarm would count.
    """
    since, answered = datetime.now(UTC), {trial.old: 0, trial.new: 0}
    ends = time.monotonic() + watch.seconds
    while (left := ends - time.monotonic()) > 0:
        answer = watch.call()
        answered[answer.version] = answered.get(answer.version, 0) + 1
        reason = ringing(trial.aws, [watch.alarm], since) or answer.failure
        if reason:
            raise SoukError(
                f"version {trial.new} was turned back, version {trial.old} answers again\n{reason}",
                "`souk logs` tells why; mend it, then try again",
            )
        show(f"{sum(answered.values())} calls, no alarm; {left:.0f} s left")
        watch.pause(PAUSE_SECONDS)
    return answered


def keep(trial: Trial, code: bytes) -> None:
    """The new version answers every call, and is what the function is."""
    share(trial, None)
    versions.forget_others(trial.aws, trial.function)
    trial.aws.functions.update_function_code(FunctionName=trial.function, ZipFile=code)
