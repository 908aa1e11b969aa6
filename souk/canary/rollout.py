"""The rollout of one new version: part of the traffic or all, while no alarm fires; then all of it, or none."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from souk.base.errors import SoukError
from souk.canary.alarms import alarm_firing
from souk.canary.probes import Probe
from souk.cloud import versions
from souk.cloud.clients import Aws
from souk.deploy.sam_cli import Show

PAUSE_SECONDS = 1.0
"""Between two requests."""
WEIGHTS_SUPPORTED = False
"""The local cloud accepts an alias's weights and ignores them; a fact test fails when that changes."""


@dataclass(frozen=True)
class Rollout:
    """A function between two versions."""

    aws: Aws
    function: str
    old: str
    new: str


@dataclass(frozen=True)
class Watch:
    """The alarm and the requests that decide, and their duration."""

    alarm: str
    probe: Probe
    seconds: float
    pause: Callable[[float], None] = time.sleep


def publish(aws: Aws, function: str, code: bytes, deployed: bytes) -> Rollout | None:
    """Publish a version of the new code without traffic; None if the live version has that code.

    The function itself keeps the `deployed` code, so the next `souk up` repairs a rollout that was killed.
    """
    old = versions.live(aws, function)
    aws.functions.update_function_code(FunctionName=function, ZipFile=code)
    try:
        live, latest = (
            aws.functions.get_function_configuration(FunctionName=function, Qualifier=version)["CodeSha256"]
            for version in (old, versions.LATEST)
        )
        return None if live == latest else Rollout(aws, function, old, versions.publish(aws, function))
    finally:
        aws.functions.update_function_code(FunctionName=function, ZipFile=deployed)


@contextmanager
def rollback_on_error(rollout: Rollout) -> Iterator[None]:
    """Restore the old version if the block fails or is interrupted."""
    try:
        yield
    except BaseException:
        versions.shift_alias(rollout.aws, rollout.function, rollout.old)
        versions.prune(rollout.aws, rollout.function)
        raise


def shift(rollout: Rollout, weight: float | None) -> None:
    """Route part of the traffic to the new version; None: all of it."""
    if weight is None:
        versions.shift_alias(rollout.aws, rollout.function, rollout.new)
    else:
        versions.shift_alias(rollout.aws, rollout.function, rollout.old, {rollout.new: weight})


def watch(rollout: Rollout, watch: Watch, show: Show) -> dict[str, int]:
    """Send requests until the time is over, and count the responses of each version.

    Raises SoukError when the alarm fires, or on a response that an API's alarm would count.
    """
    since, responses = datetime.now(UTC), {rollout.old: 0, rollout.new: 0}
    deadline = time.monotonic() + watch.seconds
    while (left := deadline - time.monotonic()) > 0:
        response = watch.probe()
        responses[response.version] = responses.get(response.version, 0) + 1
        reason = alarm_firing(rollout.aws, [watch.alarm], since) or response.failure
        if reason:
            raise SoukError(
                f"version {rollout.new} was rolled back to version {rollout.old}\n{reason}",
                "`souk logs` shows the error; fix it, then try again",
            )
        show(f"{sum(responses.values())} requests, no alarm; {left:.0f} s left")
        watch.pause(PAUSE_SECONDS)
    return responses


def promote(rollout: Rollout, code: bytes) -> None:
    """Route all traffic to the new version, and make its code the function's."""
    shift(rollout, None)
    versions.prune(rollout.aws, rollout.function)
    rollout.aws.functions.update_function_code(FunctionName=rollout.function, ZipFile=code)
