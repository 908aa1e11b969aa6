"""`souk env rm`: everything of an environment goes, and every service is asked whether it did."""

import contextlib
import shutil
import time
from dataclasses import replace

from souk.base.errors import SoukError
from souk.base.paths import Places
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.cloud.naming import NEVER_REMOVED
from souk.deploy.sam_cli import Show
from souk.environments import orphans, registry, resource_types
from souk.environments.registry import Entry
from souk.environments.snapshot import bucket_of
from souk.local import emulator

LOOKS = 8
"""At what is left; each but the last removes what it finds."""
TRIES = 3
"""Of deleting a stack: Firehose may fill the archive again between emptying and deleting it."""


def refuse_precious(env: str, found: stack.Stack | None) -> None:
    """Some environments are not for throwing away."""
    if env in NEVER_REMOVED:
        raise SoukError(f"`{env}` is never removed", "if it really has to go, docs/deploying.md tells how, by hand")
    if found is not None and found.is_protected:
        raise SoukError(
            f"environment `{env}` is protected",
            "its data is meant to outlive mistakes: deploy it with Protect=false and no termination protection first",
        )


def remove(places: Places, aws: Aws, env: str, show: Show) -> int:
    """Remove an environment, whatever state it is in; says how many kinds of things were looked for."""
    found, entry = stack.find(aws, env), registry.entry_of(aws, env)
    refuse_precious(env, found)
    if found is None and not entry.doing:
        stack.require(aws, env)
    registry.refuse_busy(aws, entry)
    if not entry.doing:
        _refuse_strangers(aws, env)
    entry = replace(entry, bucket=entry.bucket or bucket_of(aws, env))
    clear(places, aws, registry.begin(aws, entry, "removal"), show)
    return len(resource_types.KINDS)


def clear(places: Places, aws: Aws, entry: Entry, show: Show) -> None:
    """Leave nothing of an environment; its entry in the register goes last."""
    env = entry.env
    if stack.wait_until_settled(aws, env, seconds=1800) is not None:
        if aws.endpoint_url:
            emulator.silence(aws, env)
        _delete_stack(aws, env, show)
    _sweep(aws, env, show)
    if entry.bucket:
        with contextlib.suppress(aws.s3.exceptions.NoSuchBucket):
            resource_types.empty_bucket(aws, entry.bucket, f"{stack.name_of(env)}/")
    places.description(env, on_aws=aws.endpoint_url is None).unlink(missing_ok=True)
    if aws.endpoint_url:
        shutil.rmtree(places.inner_loops / env, ignore_errors=True)
    registry.forget(aws, env)


def _sweep(aws: Aws, env: str, show: Show) -> None:
    """Look until nothing bears its name, twice: what was still running may have left something meanwhile."""
    show("looking what is left")
    others, looks = stack.every(aws).keys(), 0
    for _ in range(LOOKS):
        things = orphans.belonging_to(aws, env, others)
        looks = 0 if things else looks + 1
        if looks == 2:
            return
        if things:
            show(f"removing {things[0].kind} {things[0].name}")
            orphans.remove(aws, things)
        time.sleep(stack.pause(aws))
    if things:
        raise SoukError(f"of environment `{env}` is left: {orphans.named(things)}", f"try again: `souk env rm {env}`")


def _refuse_strangers(aws: Aws, env: str) -> None:
    """Data that bears its name and isn't its own outlived an earlier, protected environment of that name."""
    own = {physical for _, _, physical in stack.resources(aws, env)}
    named = orphans.belonging_to(aws, env, stack.every(aws).keys(), resource_types.HOLD_DATA)
    strangers = [thing for thing in named if thing.id not in own]
    if strangers:
        raise SoukError(
            f"{orphans.named(strangers)}: it bears the name of `{env}` and isn't its own",
            "perhaps an earlier, protected environment left it: remove it by hand first, if it may go",
        )


def _delete_stack(aws: Aws, env: str, show: Show) -> None:
    for left in reversed(range(TRIES)):
        show("emptying buckets")
        for kind, _, bucket in stack.resources(aws, env):
            if kind == "AWS::S3::Bucket" and bucket:
                with contextlib.suppress(aws.s3.exceptions.NoSuchBucket):
                    resource_types.empty_bucket(aws, bucket)
        show("deleting its stack")
        try:
            stack.remove(aws, env, seconds=1800)
            return
        except SoukError:
            if not left:
                raise
