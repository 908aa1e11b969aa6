"""The TUF repository of an environment: made once, then a release at a time.

A model of gadgets is one target, whose content is its newest firmware. So the metadata doesn't grow with the releases,
and a device knows the name of what it needs. Content lies under its hash: older firmware stays for downloads in
progress. Everything of a release is stored under new names, and appears at once with the new timestamp.json.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Signed, Snapshot, TargetFile, Targets, Timestamp

from souk.base.errors import SoukError
from updates.commands.firmware import Firmware, number
from updates.commands.keys import ONLINE, Keyring
from updates.commands.shelf import Shelf, Stored

TIMESTAMP = "metadata/timestamp.json"
FIRST_ROOT = "metadata/1.root.json"
LIFETIMES = {
    Root.type: timedelta(days=365),
    Targets.type: timedelta(days=365),
    Snapshot.type: timedelta(days=30),
    Timestamp.type: timedelta(days=7),
}
"""After that devices refuse the metadata, so that nobody can hold them at an old release for longer."""
HASH = "sha256"

Role = TypeVar("Role", Root, Timestamp, Snapshot, Targets)
Sent = Callable[[int], object]


@dataclass(frozen=True)
class Current:
    """The repository as devices see it."""

    root: Metadata[Root]
    timestamp: Metadata[Timestamp]
    snapshot: Metadata[Snapshot]
    targets: Metadata[Targets]
    tag: str
    """Of timestamp.json."""

    def version_of(self, model: str) -> str | None:
        """The newest release of a model."""
        target = self.targets.signed.targets.get(model)
        return str(target.custom["version"]) if target is not None and target.custom else None


def create(shelf: Shelf, root_key: CryptoSigner, keyring: Keyring, now: datetime) -> bytes:
    """Make a repository without releases; returns its root, which devices are delivered with.

    The root is stored last: before it there is no repository, and an interrupted call can be repeated with these keys.
    """
    if shelf.read(FIRST_ROOT):
        raise SoukError("there is a repository already", "`souk updates publish` adds a release")
    root = Root(expires=now + LIFETIMES[Root.type])
    root.add_key(root_key.public_key, Root.type)
    for role, signer in keyring.signers.items():
        root.add_key(signer.public_key, role)
    meta = _add(shelf, Targets(), keyring, now)
    snapshot = _add(shelf, Snapshot(meta={"targets.json": meta}), keyring, now)
    timestamp = Timestamp(snapshot_meta=snapshot, expires=now + LIFETIMES[Timestamp.type])
    shelf.add(TIMESTAMP, sign(timestamp, keyring.signers[Timestamp.type]))
    content = sign(root, root_key)
    if not shelf.add(FIRST_ROOT, content):
        raise SoukError("somebody else made the repository at the same time", "use theirs")
    return content


def load(shelf: Shelf, by_former_keys: bool = False) -> Current:
    """The current metadata, verified. Raises SoukError where there is none, or where its signatures are wrong.

    `by_former_keys`: those of the root before the newest, where there is one, have signed it.
    """
    roots = [_read(shelf, FIRST_ROOT)]
    while newer := shelf.read(f"metadata/{len(roots) + 1}.root.json"):
        roots.append(newer)
    root: Metadata[Root] = Metadata.from_bytes(roots[-2 if by_former_keys else -1].content)
    stored = _read(shelf, TIMESTAMP)
    timestamp = _verified(Timestamp, root, stored.content)
    snapshot_version = timestamp.signed.snapshot_meta.version
    snapshot = _verified(Snapshot, root, _read(shelf, f"metadata/{snapshot_version}.snapshot.json").content)
    targets_version = snapshot.signed.meta["targets.json"].version
    targets = _verified(Targets, root, _read(shelf, f"metadata/{targets_version}.targets.json").content)
    return Current(root, timestamp, snapshot, targets, stored.tag)


def publish(shelf: Shelf, keyring: Keyring, firmware: Firmware, now: datetime, sent: Sent = lambda _: None) -> str:
    """Publish a release; returns the name of its content. Raises SoukError, and devices then see no change."""
    current = load(shelf)
    refuse_foreign_keys(current.root.signed, keyring)
    newest = current.version_of(firmware.model)
    if newest is not None and number(firmware.version) <= number(newest):
        raise SoukError(
            f"{firmware.model} {newest} is published, {firmware.version} is not higher", "give a higher version"
        )
    target = TargetFile.from_file(firmware.model, str(firmware.file), [HASH])
    target.unrecognized_fields["custom"] = {"version": firmware.version}
    name = f"targets/{target.hashes[HASH]}.{firmware.model}"
    shelf.upload(name, firmware.file, sent)
    current.targets.signed.targets[firmware.model] = target
    renew(shelf, keyring, current, now)
    return name


def renew(shelf: Shelf, keyring: Keyring, current: Current, now: datetime) -> None:
    """Sign everything again with new numbers and dates; devices see it from the last write on."""
    refuse_foreign_keys(current.root.signed, keyring)
    meta = _add(shelf, current.targets.signed, keyring, now, current.targets.signed.version + 1)
    current.snapshot.signed.meta["targets.json"] = meta
    snapshot = _add(shelf, current.snapshot.signed, keyring, now, current.snapshot.signed.version + 1)
    timestamp = current.timestamp.signed
    timestamp.snapshot_meta = snapshot
    timestamp.version += 1
    timestamp.expires = now + LIFETIMES[Timestamp.type]
    if not shelf.replace(TIMESTAMP, sign(timestamp, keyring.signers[Timestamp.type]), current.tag):
        raise SoukError("somebody else published at the same time", "nothing was published: try again")


def refuse_foreign_keys(root: Root, keyring: Keyring) -> None:
    """Raise SoukError for a key that devices of this repository don't trust."""
    for role in ONLINE:
        if keyring.signers[role].public_key.keyid not in root.roles[role].keyids:
            raise SoukError(f"the key of `{role}` isn't one of this repository", "restore the environment's own keys")


def sign(signed: Signed, signer: CryptoSigner) -> bytes:
    """A file of metadata."""
    metadata: Metadata[Any] = Metadata(signed)
    metadata.sign(signer)
    return metadata.to_bytes()


def _add(shelf: Shelf, signed: Signed, keyring: Keyring, now: datetime, version: int = 1) -> MetaFile:
    """Store numbered metadata. A number that an interrupted release has used is skipped."""
    signed.version, signed.expires = version, now + LIFETIMES[signed.type]
    while True:
        content = sign(signed, keyring.signers[signed.type])
        if shelf.add(f"metadata/{signed.version}.{signed.type}.json", content):
            return MetaFile.from_data(signed.version, content, [HASH])
        signed.version += 1


def _read(shelf: Shelf, name: str) -> Stored:
    stored = shelf.read(name)
    if stored is None:
        raise SoukError(f"the repository has no {name}", "`souk updates init` makes a repository")
    return stored


def _verified(kind: type[Role], root: Metadata[Root], content: bytes) -> Metadata[Role]:
    try:
        metadata: Metadata[Role] = Metadata.from_bytes(content)
        root.signed.verify_delegate(kind.type, metadata.signed_bytes, metadata.signatures)
    except RepositoryError as error:
        raise SoukError(f"the repository's {kind.type} is not signed by its keys", "restore the bucket") from error
    return metadata


def utc_now() -> datetime:
    """The time, as TUF writes it."""
    return datetime.now(UTC).replace(microsecond=0)
