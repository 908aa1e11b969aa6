"""New keys: gadgets follow the root key, and nobody who has only the old ones."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest
from moto import mock_aws
from securesystemslib.signer import CryptoSigner

from souk.base.errors import SoukError
from souk_sdk.updates import UpdateRefused
from tests.updates.conftest import World
from tests.updates.test_publishing import Interrupted
from updates.commands import keys, repository, rotation
from updates.commands.keys import Keyring


def rotate(world: World) -> Keyring:
    """Replace the keys; returns those before."""
    before, new = world.keyring, Keyring.generate()
    rotation.rotate(world.shelf, world.root_key, new, world.now())
    world.keyring = new
    return before


def test_gadgets_follow_new_keys_and_keep_what_they_have_seen(world: World) -> None:
    world.publish("1.0.0", b"first")
    gadget = world.gadget()
    assert gadget.latest("lumen-bulb").version == "1.0.0"

    rotate(world)
    rotate(world)
    world.publish("1.1.0", b"second")

    assert gadget.latest("lumen-bulb").version == "1.1.0"
    assert world.gadget("delivered with the first root").latest("lumen-bulb").version == "1.1.0"


def test_stolen_keys_are_worth_nothing_after_a_rotation(world: World) -> None:
    stolen = rotate(world)
    before = world.stored()

    with pytest.raises(SoukError, match="isn't one of this repository"):
        repository.renew(world.shelf, stolen, repository.load(world.shelf), world.now())
    assert world.stored() == before

    timestamp = repository.load(world.shelf).timestamp.signed
    timestamp.version += 1
    world.put(repository.TIMESTAMP, repository.sign(timestamp, stolen.signers["timestamp"]))
    with pytest.raises(UpdateRefused):
        world.gadget().latest("lumen-bulb")


def test_another_key_than_the_roots_replaces_nothing(world: World) -> None:
    before = world.stored()

    with pytest.raises(SoukError, match="not the root key"):
        rotation.rotate(world.shelf, CryptoSigner.generate_ed25519(), Keyring.generate(), world.now())

    assert world.stored() == before


@pytest.mark.parametrize("at", ["root.json", "targets.json", "snapshot.json", "timestamp.json"])
def test_an_interrupted_rotation_can_be_repeated(world: World, at: str) -> None:
    world.publish("1.0.0", b"first")
    with pytest.raises(ConnectionError):
        rotation.rotate(Interrupted(world.s3, at), world.root_key, Keyring.generate(), world.now())

    rotate(world)
    world.publish("1.1.0", b"second")

    assert world.gadget().latest("lumen-bulb").version == "1.1.0"


def test_a_repository_that_is_not_there_has_no_keys_to_replace(world: World) -> None:
    for name in world.stored():
        world.s3.delete_object(Bucket="firmware", Key=name)

    with pytest.raises(SoukError, match="there is no repository"):
        rotate(world)


def test_the_root_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys/root-key.pem"
    first, again = keys.offline(file), keys.offline(file)

    assert first.public_key == again.public_key
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("no key")
    with pytest.raises(SoukError, match="holds no private key"):
        keys.offline(file)


def test_keys_whose_making_was_interrupted_are_completed_and_never_replaced() -> None:
    with mock_aws():
        ssm = boto3.client("ssm", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
        first = keys.ensure(ssm, "dev")
        ssm.delete_parameter(Name=keys.parameter("dev", "timestamp"))

        again = keys.ensure(ssm, "dev")

        kept = {role for role in keys.ONLINE if first.signers[role].public_key == again.signers[role].public_key}
        assert kept == {"targets", "snapshot"}
        stored = ssm.describe_parameters()["Parameters"]
        assert {each["Type"] for each in stored} == {"SecureString"}
