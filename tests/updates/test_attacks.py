"""Attacks on updates, by one who owns the server, the cache or the network, but not the keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from souk.base.errors import SoukError
from souk_sdk.updates import UpdateRefused
from tests.updates.conftest import World
from updates.commands import repository
from updates.commands.keys import Keyring

OLD, NEW = b"old firmware", b"new firmware"


def endless(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
    start_response("200 OK", [])
    while True:
        yield b"x" * 65536


def test_rollback_a_gadget_takes_no_older_release_than_it_has_seen(world: World) -> None:
    world.publish("1.0.0", OLD)
    before = world.stored()
    world.publish("1.1.0", NEW)
    gadget = world.gadget()
    assert gadget.latest("lumen-bulb").version == "1.1.0"

    world.restore(before)

    with pytest.raises(UpdateRefused):
        world.gadget().latest("lumen-bulb")


def test_freeze_a_gadget_takes_no_metadata_that_has_expired(world: World) -> None:
    world.publish("1.0.0", OLD, days=-8)

    with pytest.raises(UpdateRefused, match="expired"):
        world.gadget().latest("lumen-bulb")


def test_metadata_that_is_renewed_every_week_stays_valid(world: World) -> None:
    world.publish("1.0.0", OLD, days=-8)

    repository.renew(world.shelf, world.keyring, repository.load(world.shelf), world.now())

    assert world.gadget().latest("lumen-bulb").version == "1.0.0"


def test_mix_and_match_parts_of_two_releases_are_no_release(world: World) -> None:
    world.publish("1.0.0", OLD)
    before = world.stored()
    world.publish("1.1.0", NEW)
    after = world.stored()
    old, new = (max(name for name in stored if name.endswith(".targets.json")) for stored in (before, after))

    world.put(new, before[old])

    with pytest.raises(UpdateRefused):
        world.gadget().latest("lumen-bulb")


def test_mix_and_match_a_file_is_no_other_models(world: World) -> None:
    bulb, lock = world.publish("1.0.0", OLD), world.publish("1.0.0", NEW, model="door-lock")
    world.put(bulb, world.stored()[lock])

    with pytest.raises(UpdateRefused):
        world.gadget().latest("lumen-bulb").download(to=world.folder / "firmware")


def test_tampering_with_a_file_leaves_the_gadget_as_it_was(world: World) -> None:
    name = world.publish("1.0.0", OLD)
    world.put(name, b"evil firmware"[: len(OLD)])
    target = world.folder / "device" / "firmware"
    target.parent.mkdir()
    target.write_bytes(b"installed")

    with pytest.raises(UpdateRefused, match="not the file that was signed"):
        world.gadget().latest("lumen-bulb").download(to=target)

    assert [path.name for path in target.parent.iterdir()] == ["firmware"]
    assert target.read_bytes() == b"installed"


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets", "root"])
def test_tampering_with_any_file_of_metadata_is_noticed(world: World, role: str) -> None:
    world.publish("1.0.0", OLD)
    name = max(name for name in world.stored() if name.endswith(f"{role}.json"))
    content = json.loads(world.stored()[name])
    content["signed"]["expires"] = "2999-01-01T00:00:00Z"
    if role == "root":
        content["signed"]["version"], name = 2, "metadata/2.root.json"
    world.put(name, json.dumps(content).encode())

    with pytest.raises(UpdateRefused):
        world.gadget().latest("lumen-bulb")


@pytest.mark.parametrize("content", [b"", b"{", b"<html>Sign in to this network</html>", b'{"signed": {}}'])
def test_what_is_no_metadata_is_refused(world: World, content: bytes) -> None:
    world.put(repository.TIMESTAMP, content)

    with pytest.raises(UpdateRefused):
        world.gadget().latest("lumen-bulb")


def test_a_root_of_somebody_else_takes_over_no_gadget(world: World) -> None:
    other = CryptoSigner.generate_ed25519()
    root = Metadata.from_bytes(world.root)
    root.signed.version = 2
    for role in (Root.type, Targets.type, Snapshot.type, Timestamp.type):
        root.signed.add_key(other.public_key, role)
    root.sign(other)
    world.put("metadata/2.root.json", root.to_bytes())

    with pytest.raises(UpdateRefused, match="signed by"):
        world.gadget().latest("lumen-bulb")


def test_keys_of_somebody_else_sign_nothing_that_a_gadget_takes(world: World) -> None:
    other = Keyring.generate()
    world.s3.delete_object(Bucket="firmware", Key=repository.FIRST_ROOT)
    for name in world.stored():
        world.s3.delete_object(Bucket="firmware", Key=name)

    repository.create(world.shelf, CryptoSigner.generate_ed25519(), other, world.now())

    with pytest.raises(UpdateRefused):
        world.gadget().latest("lumen-bulb")


def test_endless_metadata_ends(world: World) -> None:
    world.server = endless

    with pytest.raises(UpdateRefused):
        world.gadget().latest("lumen-bulb")


def test_an_endless_file_ends_at_the_size_that_was_signed(world: World) -> None:
    world.publish("1.0.0", OLD)
    release = world.gadget().latest("lumen-bulb")
    world.server = endless
    folder: Path = world.folder / "device"
    folder.mkdir()

    with pytest.raises(UpdateRefused, match="longer"):
        release.download(to=folder / "firmware")

    assert [*folder.iterdir()] == []


def test_a_publisher_without_the_repositorys_keys_publishes_nothing(world: World) -> None:
    before = world.stored()
    world.keyring = Keyring.generate()

    with pytest.raises(SoukError, match="isn't one of this repository"):
        world.publish("1.0.0", OLD)

    assert world.stored() == before
