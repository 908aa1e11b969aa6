"""`souk env rm`: delete an environment with everything in it, and check each service for leftovers."""

import contextlib
import shutil
import time
from collections.abc import Iterable
from dataclasses import replace

from souk.base.errors import SoukError
from souk.base.paths import Paths
from souk.cloud import stacks
from souk.cloud.environment import Environment, list_environments
from souk.cloud.naming import NEVER_REMOVED, environment_of, stack_name
from souk.cloud.stacks import Stack
from souk.deploy import deploy
from souk.deploy.sam_cli import Show
from souk.environments import orphans, registry, removers, resource_types
from souk.environments.registry import Record
from souk.environments.snapshot import bucket_of
from souk.local import edge_process, emulator
from souk.programs import program_process

CHECKS = 8
"""Checks for leftovers; all but the last delete what they find."""
ATTEMPTS = 3
"""Deletions of a stack: Firehose may write to the archive after it was emptied."""
TIMEOUT = 1800.0


def refuse_protected(env: str, every: Iterable[Stack]) -> None:
    """Refuse to remove `prod`, and environments of which a stack is protected."""
    if env in NEVER_REMOVED:
        raise SoukError(f"`{env}` is never removed", "to remove it by hand, see docs/deploying.md")
    if protected := [stack for stack in every if stack.is_protected]:
        name = protected[0].application
        raise SoukError(
            f"application `{name}` of `{env}` is protected" if name else f"environment `{env}` is protected",
            "to lose its data, first deploy it with Protect=false and without termination protection",
        )


def remove(paths: Paths, environment: Environment, show: Show) -> int:
    """Remove an environment in any state; returns the number of resource types that were checked."""
    env, aws = environment.name, environment.aws
    record = registry.record_of(environment)
    refuse_protected(env, environment.stacks)
    if not (environment.stacks or record.operation):
        environment.require_stack()
    registry.refuse_busy(aws, record)
    if not record.operation:
        _refuse_foreign_data(environment)
    record = replace(record, bucket=record.bucket or bucket_of(environment))
    delete_all(paths, environment, registry.begin(aws, record, "removal"), show)
    return len(resource_types.RESOURCE_TYPES)


def delete_all(paths: Paths, environment: Environment, record: Record, show: Show) -> None:
    """Delete everything of an environment, its record last."""
    aws = environment.aws
    for name in [environment.stack_name, *(stack.name for stack in environment.stacks if stack.application)]:
        stacks.wait_until_settled(aws, name, TIMEOUT)
    environment.refresh()
    if environment.stacks:
        if environment.is_local:
            program_process.erase(paths, environment.name)
            emulator.silence(environment)
        _delete_stacks(environment, show)
    _delete_leftovers(environment, show)
    if record.bucket:
        with contextlib.suppress(aws.s3.exceptions.NoSuchBucket):
            delete_code(environment, record.bucket, list_environments(aws))
    description = paths.description(environment.name, on_aws=not environment.is_local)
    description.unlink(missing_ok=True)
    shutil.rmtree(description.with_suffix(""), ignore_errors=True)
    if environment.is_local:
        shutil.rmtree(paths.inner_loops / environment.name, ignore_errors=True)
        edge_process.reread(paths)
    registry.forget(environment)


def delete_application(environment: Environment, name: str, show: Show) -> None:
    """Delete the stack of one application with its data, its code and its fingerprint."""
    part = environment.part(name)
    bucket = bucket_of(part, name)
    if environment.is_local:
        emulator.silence(part)
    _delete_stacks(part, show)
    if bucket:
        removers.empty_bucket(environment.aws, bucket, f"{stack_name(environment.name, name)}/")
    deploy.forget(environment, name)
    environment.refresh()


def _delete_leftovers(environment: Environment, show: Show) -> None:
    """Check until two checks find nothing: a function that still ran may have created something."""
    show("checking for leftovers")
    env, aws = environment.name, environment.aws
    others, clean = list_environments(aws), 0
    kept = orphans.of_others(environment, others)
    for _ in range(CHECKS):
        leftovers = [resource for resource in orphans.find(environment, others) if resource.id not in kept]
        clean = 0 if leftovers else clean + 1
        if clean == 2:
            return
        if leftovers:
            show(f"removing {leftovers[0].type} {leftovers[0].name}")
            orphans.remove(aws, leftovers)
        time.sleep(stacks.poll_seconds(aws))
    if leftovers:
        raise SoukError(
            f"environment `{env}` was not fully removed; remaining: {orphans.summary(leftovers)}",
            f"run `souk env rm {env}` again",
        )


def _refuse_foreign_data(environment: Environment) -> None:
    """Refuse data of this name that no stack of it contains: an earlier, protected environment left it."""
    env, others = environment.name, list_environments(environment.aws)
    contained = {resource.physical_id for resource in environment.resources} | orphans.of_others(environment, others)
    data = orphans.find(environment, others, resource_types.DATA_TYPES)
    if foreign := [resource for resource in data if resource.id not in contained]:
        raise SoukError(
            f"{orphans.summary(foreign)} has the name of `{env}`, but is in none of its stacks",
            "an earlier, protected environment may have left it: remove it by hand first if you don't need it",
        )


def _delete_stacks(environment: Environment, show: Show) -> None:
    """The applications first, because they import from the core."""
    for stack in reversed(environment.stacks):
        for left in reversed(range(ATTEMPTS)):
            _empty_buckets(environment, stack, show)
            show(f"deleting stack {stack.name}")
            try:
                stacks.delete(environment.aws, stack.name, TIMEOUT)
                break
            except SoukError:
                if not left:
                    raise


def delete_code(environment: Environment, bucket: str, others: Iterable[str]) -> None:
    """Delete the code of its stacks, also of those that are gone; `souk-dev--x` may be of an environment `dev--x`."""
    aws = environment.aws
    names, own = {environment.name, *others}, (f"{environment.stack_name}/", f"{environment.stack_name}--")
    pages = aws.s3.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, Prefix=environment.stack_name, Delimiter="/"
    )
    for folder in [entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", [])]:
        if folder.startswith(own) and environment_of(folder.rstrip("/"), names) == environment.name:
            removers.empty_bucket(aws, bucket, folder)


def _empty_buckets(environment: Environment, stack: Stack, show: Show) -> None:
    show("emptying buckets")
    for resource in environment.resources:
        if resource.stack == stack.name and resource.type == "AWS::S3::Bucket" and resource.physical_id:
            with contextlib.suppress(environment.aws.s3.exceptions.NoSuchBucket):
                removers.empty_bucket(environment.aws, resource.physical_id)
