"""A version from git, unpacked beside the checkout and built there, for `souk clone --ref`."""

import io
import os
import shutil
import tarfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from souk.base import git
from souk.base.errors import SoukError
from souk.base.paths import Paths
from souk.cloud.environment import Environment
from souk.cloud.naming import stack_name
from souk.deploy import applications, build
from souk.deploy.applications import Application
from souk.deploy.sam_cli import Show, sam
from souk.environments.snapshot import DeploymentSnapshot

CACHED = 3
"""Versions that stay unpacked and built for later clones."""
SHARED = (".venv", ".tools")


def build_version(
    paths: Paths, target: Environment, ref: str, sources: Sequence[DeploymentSnapshot], show: Show
) -> list[DeploymentSnapshot]:
    """Build the stacks of a version and upload their artifacts for the target.

    The parameters are the sources'; an application that is new in this version gets the core's.
    """
    commit = commit_of(paths.root, ref)
    root = paths.home / "versions" / commit
    version_places = Paths(root=root, home=root / ".souk")
    show("unpacking")
    _unpack(paths, commit, root)
    version = git.ask(paths.root, "describe", "--always", "--tags", "--abbrev=12", commit).stdout.decode().strip()
    by_name = {source.application: source for source in sources}
    return [
        replace(
            _build(version_places, target, application, by_name.get(application.name, by_name[""]), show),
            version=version,
            application=application.name,
            uses=application.uses,
        )
        for application in applications.every(root)
    ]


def _build(
    paths: Paths, target: Environment, application: Application, source: DeploymentSnapshot, show: Show
) -> DeploymentSnapshot:
    """One stack of the version."""
    aws, stack = target.aws, stack_name(target.name, application.name)
    build_target = build.target_of(aws, source.parameters, paths)
    show(f"building {application.title}")
    build.build(paths, application, show, build_target)
    show("uploading")
    packaged = paths.home / f"{stack}.yaml"
    template = paths.build(application.title) / "template.yaml"
    arguments = ["package", "--template-file", str(template), "--s3-bucket", source.bucket]
    arguments += ["--s3-prefix", stack, "--region", aws.region, "--output-template-file", str(packaged)]
    variables = {"AWS_ENDPOINT_URL": aws.endpoint_url} if aws.endpoint_url else {}
    sam(paths, arguments, f"{stack}-package", variables, show, on_aws=not target.is_local)
    return replace(source, template=packaged.read_text(), parameters=source.parameters | build_target.parameters)


def commit_of(root: Path, ref: str) -> str:
    """The commit of a ref. Raises SoukError if there is none."""
    commit = git.commit_of(root, ref)
    if commit is None:
        raise SoukError(
            f"git knows no version `{ref}` here", "give a commit, a tag or a branch; `git fetch` gets new ones"
        )
    return commit


def prune(paths: Paths, keep: int = CACHED) -> None:
    """Delete the versions that were not cloned recently."""
    versions = (paths.home / "versions").glob("*/")
    for old in sorted(versions, key=lambda path: path.stat().st_mtime, reverse=True)[keep:]:
        shutil.rmtree(old)


def _unpack(paths: Paths, commit: str, root: Path) -> None:
    """Unpack a commit under a temporary name, so that a complete folder alone has its own."""
    if root.exists():
        os.utime(root)
        return
    part = root.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    result = git.ask(paths.root, "archive", "--format=tar", commit)
    if result.returncode:
        raise SoukError(f"git can't unpack {commit}", result.stderr.decode().strip() or "check the repository")
    with tarfile.open(fileobj=io.BytesIO(result.stdout)) as archive:
        archive.extractall(part, filter="data")
    if not (part / "template.yaml").exists():
        shutil.rmtree(part)
        raise SoukError(
            f"{commit} has no template.yaml", "that version is older than the environments; choose a later one"
        )
    for tool in SHARED:
        (part / tool).symlink_to(paths.root / tool)
    # The build reuses our wheels if the lock file is the same. Hard links do, because it never writes into them.
    with suppress(FileNotFoundError):
        shutil.copytree(paths.root / ".build", part / ".build", copy_function=os.link)
    part.rename(root)
