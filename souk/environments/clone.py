"""`souk clone`: a new environment that runs the same version as another one."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from souk.base.console import Step, heading, screen, step
from souk.base.errors import SoukError
from souk.base.lock import exclusive
from souk.base.paths import Paths
from souk.cloud import demo_users, seed
from souk.cloud.clients import Aws
from souk.cloud.distributions import DISTRIBUTION
from souk.cloud.environment import Environment
from souk.cloud.naming import NEVER_REMOVED, PROJECT
from souk.cloud.outputs import write_environment_file
from souk.cloud.stacks import list_stacks
from souk.deploy import uses
from souk.environments import after_deployment, checkout, data_copy, lifetime, orphans, registry, remove, snapshot
from souk.environments.create_stack import create_stack
from souk.environments.registry import Record
from souk.environments.snapshot import DeploymentSnapshot
from souk.local import edge_addresses, edge_process, emulator
from souk.local.preflight import check_space, free_bytes
from souk.programs import start


@dataclass(frozen=True)
class CloneRequest:
    """The arguments of `souk clone`."""

    source: str
    target: str
    ref: str | None = None
    """A version in git, instead of the deployed one."""
    with_data: bool = False
    life: timedelta | None = None
    """None: until it is removed."""
    settings: Mapping[str, str] = field(default_factory=dict)
    without: Collection[str] = ()
    """The applications that it does not get."""


def clone(paths: Paths, aws: Aws, request: CloneRequest) -> None:
    """Create the environment completely, or not at all."""
    if aws.endpoint_url:
        check_space(paths, free_bytes)
    heading("souk clone", f"{request.source} → {request.target}")
    with exclusive(paths, "souk clone"):
        stacks = list_stacks(aws)
        source, target = (Environment(name, aws, stacks) for name in (request.source, request.target))
        with step("source", "reading its deployment") as current:
            deployed = snapshot.take(source, uses.of_checkout(paths.root))
            _validate(paths, request, deployed)
            current.done(f"{source.name}, version {deployed[0].version}")
        names = {str(stack.environment) for stack in stacks}
        record = _reserve_name(paths, target, request, deployed[0].bucket, names)
        with _rollback_on_error(paths, target, record):
            planned = _version(paths, target, request, deployed)
            _create(source, target, request, snapshot.for_clone(planned, target.name, dict(request.settings)))
            failed = start.start_all(paths, target) if target.is_local else []
            new = target.applications
            if failed := [*failed, *after_deployment.run_all(paths, target, new, new, source)]:
                raise SoukError("\n".join(failed), "correct that, then clone again")
        registry.write(aws, replace(record, operation="", since=""))
        if target.is_local and any(resource.type == DISTRIBUTION for resource in target.resources):
            _serve(paths, target)
        write_environment_file(paths, edge_addresses.outputs(paths, target))
    _print_next_steps(target, request, record)


def _validate(paths: Paths, request: CloneRequest, deployed: Sequence[DeploymentSnapshot]) -> None:
    """Refuse invalid arguments before anything is created."""
    if request.target in NEVER_REMOVED:
        raise SoukError(f"`{request.target}` is no name for a clone", "it would never be removed; choose another")
    if request.ref is None:
        snapshot.for_clone(snapshot.without(deployed, request.without), request.target, dict(request.settings))
    else:
        checkout.commit_of(paths.root, request.ref)


def _reserve_name(
    paths: Paths, target: Environment, request: CloneRequest, bucket: str, environments: Collection[str]
) -> Record:
    """Record the clone under its name, after cleaning up a killed run. Raises SoukError if the name is in use."""
    aws, name = target.aws, target.name
    stack, record = target.find_stack(), registry.record_of(target)
    registry.refuse_busy(aws, record)
    if stack is not None and not record.operation:
        raise SoukError(
            f"environment `{name}` already exists ({stack.status})",
            f"choose another name, or remove it first: `souk env rm {name}`",
        )
    new = Record(name, lifetime.expiry(request.life, datetime.now(UTC)), bucket=bucket)
    if record.operation:
        with step("clean up", "removing the rest of a killed run") as current:
            old = replace(new, bucket=record.bucket or new.bucket)
            remove.delete_all(paths, target, registry.begin(aws, old, "removal"), current.doing)
            current.done(f"removed the rest of a {record.operation}")
    with step("name", "checking") as current:
        # Resources that no stack lists, like the tables of a protected environment, must not become the clone's.
        if existing := orphans.find(target, environments):
            raise SoukError(
                f"the name `{name}` is in use: {orphans.summary(existing)}",
                "choose another name, or remove that by hand",
            )
        current.done("free")
    return registry.begin(aws, new, f"clone of {request.source}")


@contextmanager
def _rollback_on_error(paths: Paths, target: Environment, record: Record) -> Iterator[None]:
    """Remove the clone if the block fails or is interrupted. After a kill, the next run does."""
    try:
        yield
    except BaseException:
        with suppress(Exception), step("rolled back", "removing it") as current:
            remove.delete_all(paths, target, record, current.doing)
            current.done(f"nothing of {record.env} is left")
        raise


def _version(
    paths: Paths, target: Environment, request: CloneRequest, deployed: Sequence[DeploymentSnapshot]
) -> Sequence[DeploymentSnapshot]:
    if request.ref is None:
        return snapshot.without(deployed, request.without)
    with step("version", f"{request.ref} from git") as current:
        built = checkout.build_version(paths, target, request.ref, deployed, current.doing)
        current.done(f"{request.ref} is {built[0].version}")
    return snapshot.without(built, request.without)


def _create(
    source: Environment, target: Environment, request: CloneRequest, planned: Iterable[DeploymentSnapshot]
) -> None:
    for one in planned:
        tags = {"project": PROJECT, "environment": target.name, "version": one.version, "cloned-from": source.name}
        tags |= {"application": one.application} if one.application else {}
        with step(f"stack {one.application}".rstrip(), "creating") as current:
            create_stack(target, with_uses(target, one), tags, current.doing)
            part = target.part(one.application)
            if target.is_local:
                current.doing("completing it for the emulator")
                emulator.complete(part)
            current.done(f"{len(part.resources)} resources")
    if request.with_data:
        with step("data", "copying") as current:
            copied = data_copy.copy(source, target, current.doing)
            demo_users.copy(source, target)
            current.done(str(copied))
    else:
        with step("seed", "each service's own data") as current:
            _seed(target, current)
    if target.is_local:
        emulator.cool(target)


def with_uses(target: Environment, planned: DeploymentSnapshot) -> DeploymentSnapshot:
    """With what the clone's own applications publish, but for parameters that were set."""
    published = uses.values(target, planned.uses)
    used = {name: value for name, value in published.items() if name in planned.declared}
    return replace(planned, parameters=used | planned.parameters)


def _serve(paths: Paths, target: Environment) -> None:
    """Start the edge, which no `souk up` may have needed: a version from git can have the first distribution."""
    with step("edge", "starting") as current:
        current.done(edge_process.start(paths, str(target.aws.endpoint_url)).url)


def _seed(target: Environment, current: Step) -> None:
    demo_users.ensure(target)
    seeded = seed.seed(target)
    if seeded.failed:
        raise SoukError(
            "\n".join(["services lack their own data", *seeded.failures]),
            "correct `seed.py` of the service, then run the same command again",
        ) from ExceptionGroup("seeds", [*seeded.failed.values()])
    current.doing("waiting until its events are handled")
    current.done(str(replace(seeded, settled=seed.settle(target))))


def _print_next_steps(target: Environment, request: CloneRequest, record: Record) -> None:
    left = lifetime.remaining(record.expires_at, datetime.now(UTC))
    screen.print(f"\n  [bold]{target.name}[/] is up" + (f" for {left}" if request.life else "") + "\n")
    option = "" if target.is_local else " --aws"
    for command, meaning in (
        (f"outputs --env {target.name}{option}", "all addresses and names"),
        (f"env diff {request.source} {target.name}{option}", "differences"),
        (f"env rm {target.name}{option}", "remove it"),
    ):
        screen.print(f"    souk {command:<32}[dim]{meaning}[/]")
    screen.print()
