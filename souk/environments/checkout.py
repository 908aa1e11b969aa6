"""A version from git, unpacked beside the checkout and built there: what `souk clone --ref` is made of."""

import io
import os
import shutil
import tarfile
from contextlib import suppress
from pathlib import Path

from souk.base import git
from souk.base.errors import SoukError
from souk.base.paths import Places
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.deploy import build
from souk.deploy.sam_cli import Show, sam
from souk.environments.snapshot import Blueprint

KEPT = 3
"""Versions that stay unpacked and built, for the next clone of them."""
SHARED = (".venv", ".tools")


def blueprint_of(places: Places, aws: Aws, ref: str, env: str, original: Blueprint, show: Show) -> Blueprint:
    """Build a version and put its code where that of `env` belongs; configured like the original."""
    commit = commit_of(places.root, ref)
    root = places.home / "versions" / commit
    there = Places(root=root, home=root / ".souk")
    show("unpacking")
    _unpack(places, commit, root)
    target = build.target_of(aws, original.parameters, places)
    show("building")
    build.build(there, env, show, target)
    show("uploading")
    packaged = there.home / f"{env}.yaml"
    arguments = ["package", "--template-file", str(there.build / "template.yaml"), "--s3-bucket", original.bucket]
    arguments += ["--s3-prefix", stack.name_of(env), "--region", aws.region, "--output-template-file", str(packaged)]
    where = {"AWS_ENDPOINT_URL": aws.endpoint_url} if aws.endpoint_url else {}
    sam(there, arguments, f"{env}-package", where, show, on_aws=not aws.endpoint_url)
    version = git.ask(places.root, "describe", "--always", "--tags", "--abbrev=12", commit).stdout.decode().strip()
    return Blueprint(packaged.read_text(), original.parameters | target.parameters, version)


def commit_of(root: Path, ref: str) -> str:
    """The commit that a name means."""
    found = git.commit_of(root, ref)
    if found is None:
        raise SoukError(
            f"git knows no version `{ref}` here", "give a commit, a tag or a branch; `git fetch` gets new ones"
        )
    return found


def forget_old(places: Places, keep: int = KEPT) -> int:
    """Remove versions that nobody has cloned for longest; says how many."""
    folder = places.home / "versions"
    found = sorted(folder.glob("*/"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in found[keep:]:
        shutil.rmtree(old)
    return len(found[keep:])


def _unpack(places: Places, commit: str, root: Path) -> None:
    """All of it or nothing: it takes its name when it is complete."""
    if root.exists():
        os.utime(root)
        return
    part = root.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    packed = git.ask(places.root, "archive", "--format=tar", commit)
    if packed.returncode:
        raise SoukError(f"git can't unpack {commit}", packed.stderr.decode().strip() or "look at the repository")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(part, filter="data")
    if not (part / "template.yaml").exists():
        shutil.rmtree(part)
        raise SoukError(
            f"{commit} has no template.yaml", "that version is from before the environments; choose a later one"
        )
    for tool in SHARED:
        (part / tool).symlink_to(places.root / tool)
    # The wheels of ours are those of theirs, if the lock file says so; linked, because nobody writes into them.
    with suppress(FileNotFoundError):
        shutil.copytree(places.root / ".build", part / ".build", copy_function=os.link)
    part.rename(root)
