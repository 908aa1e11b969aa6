"""A version from git, unpacked beside the checkout and built there, for `souk clone --ref`."""

import io
import os
import shutil
import tarfile
from contextlib import suppress
from pathlib import Path

from souk.base import git
from souk.base.errors import SoukError
from souk.base.paths import Paths
from souk.cloud.environment import Environment
from souk.deploy import build
from souk.deploy.sam_cli import Show, sam
from souk.environments.snapshot import DeploymentSnapshot

CACHED = 3
"""Versions that stay unpacked and built for later clones."""
SHARED = (".venv", ".tools")


def build_version(
    paths: Paths, target: Environment, ref: str, source: DeploymentSnapshot, show: Show
) -> DeploymentSnapshot:
    """Build a version and upload its artifacts for the target; the parameters are the source's."""
    aws = target.aws
    commit = commit_of(paths.root, ref)
    root = paths.home / "versions" / commit
    version_places = Paths(root=root, home=root / ".souk")
    show("unpacking")
    _unpack(paths, commit, root)
    build_target = build.target_of(aws, source.parameters, paths)
    show("building")
    build.build(version_places, target.name, show, build_target)
    show("uploading")
    packaged = version_places.home / f"{target.name}.yaml"
    template = version_places.build / "template.yaml"
    arguments = ["package", "--template-file", str(template), "--s3-bucket", source.bucket]
    arguments += ["--s3-prefix", target.stack_name, "--region", aws.region, "--output-template-file", str(packaged)]
    variables = {"AWS_ENDPOINT_URL": aws.endpoint_url} if aws.endpoint_url else {}
    sam(version_places, arguments, f"{target.name}-package", variables, show, on_aws=not target.is_local)
    version = git.ask(paths.root, "describe", "--always", "--tags", "--abbrev=12", commit).stdout.decode().strip()
    return DeploymentSnapshot(packaged.read_text(), source.parameters | build_target.parameters, version)


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
