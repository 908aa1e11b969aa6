"""Releases: what may be one, what a gadget gets, and that nothing of a failed one is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from moto import mock_aws

from souk.base.errors import SoukError
from souk_sdk.updates import NoRelease
from tests.updates.conftest import BUCKET, FIRMWARE, World
from updates.commands import keys, repository
from updates.commands.firmware import MOST_BYTES, Firmware
from updates.commands.shelf import Bucket


def test_a_gadget_downloads_the_newest_release(world: World) -> None:
    world.publish("1.9.0", b"nine")
    world.publish("1.10.0", FIRMWARE)
    seen: list[tuple[int, int]] = []

    release = world.gadget().latest("lumen-bulb")
    file = release.download(to=world.folder / "firmware", progress=lambda *each: seen.append(each))

    assert (release.version, release.size) == ("1.10.0", len(FIRMWARE))
    assert file.read_bytes() == FIRMWARE
    assert seen[-1] == (len(FIRMWARE), len(FIRMWARE))


def test_each_model_has_releases_of_its_own(world: World) -> None:
    world.publish("2.0.0", b"bulb")
    world.publish("1.0.0", b"lock", model="door-lock")

    assert world.gadget().latest("lumen-bulb").version == "2.0.0"
    assert world.gadget().latest("door-lock").version == "1.0.0"
    with pytest.raises(NoRelease):
        world.gadget().latest("toaster")


@pytest.mark.parametrize("version", ["1.1.0", "1.0.9", "0.9.9"])
def test_a_release_needs_a_higher_version(world: World, version: str) -> None:
    world.publish("1.1.0", b"new")
    before = world.stored()

    with pytest.raises(SoukError, match=r"1\.1\.0 is published"):
        world.publish(version, b"other")

    assert world.stored() == before


def test_an_empty_file_a_missing_one_and_one_over_two_gigabytes_are_no_firmware(tmp_path: Path) -> None:
    empty, large = tmp_path / "empty.bin", tmp_path / "large.bin"
    empty.touch()
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    for path, reason in ((empty, "is empty"), (tmp_path / "missing.bin", "can't be read"), (large, "GB")):
        with pytest.raises(SoukError, match=reason):
            Firmware.of(path, "lumen-bulb", "1.0.0")


@pytest.mark.parametrize(
    ("model", "version"),
    [
        *(
            (model, "1.0.0")
            for model in ("Bulb", "", "a/b", "../bulb", ".", "bulb lamp", "lampe-é", "a" * 64, "-b", "a%2e")
        ),
        *(("bulb", version) for version in ("1.0", "01.0.0", "1.0.0.0", "v1.0.0", "1.0.0-rc1", "", "1.0.-1", "٣.0.0")),
    ],
)
def test_a_model_and_a_version_have_a_form(tmp_path: Path, model: str, version: str) -> None:
    file = tmp_path / "firmware.bin"
    file.write_bytes(b"firmware")

    with pytest.raises(SoukError):
        Firmware.of(file, model, version)


class Interrupted(Bucket):
    """A bucket whose connection is lost at one of the writes."""

    def __init__(self, s3: Any, at: str) -> None:
        super().__init__(s3, BUCKET)
        self._at = at

    def upload(self, name: str, file: Path, sent: Callable[[int], object]) -> None:
        self._fail(name)
        super().upload(name, file, sent)

    def _put(self, name: str, content: bytes, **condition: str) -> bool:
        self._fail(name)
        return super()._put(name, content, **condition)

    def _fail(self, name: str) -> None:
        if self._at in name:
            raise ConnectionError(name)


@pytest.mark.parametrize("at", ["targets/", "targets.json", "snapshot.json", "timestamp.json"])
def test_an_interrupted_release_is_not_seen_and_can_be_repeated(world: World, at: str) -> None:
    world.publish("1.0.0", b"old")
    shelf, world.shelf = world.shelf, Interrupted(world.s3, at)
    with pytest.raises(ConnectionError):
        world.publish("1.1.0", b"new")
    world.shelf = shelf
    assert world.gadget().latest("lumen-bulb").version == "1.0.0"

    world.publish("1.1.0", b"new")

    release = world.gadget().latest("lumen-bulb")
    assert release.download(to=world.folder / "firmware").read_bytes() == b"new"


def test_of_two_releases_at_once_one_is_published(world: World) -> None:
    stale = repository.load(world.shelf)
    world.publish("1.0.0", b"first")

    with pytest.raises(SoukError, match="at the same time"):
        repository.renew(world.shelf, world.keyring, stale, world.now())

    assert world.gadget().latest("lumen-bulb").version == "1.0.0"


def test_online_keys_are_in_the_parameter_store_and_are_never_replaced() -> None:
    with mock_aws():
        ssm = boto3.client("ssm", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
        with pytest.raises(SoukError, match="the key /souk/dev/updates/TargetsKey is missing"):
            keys.load(ssm, "dev")

        first, again = keys.ensure(ssm, "dev"), keys.ensure(ssm, "dev")

        assert [each.public_key for each in first.signers.values()] == [
            each.public_key for each in again.signers.values()
        ]


@pytest.mark.parametrize("at", ["targets.json", "snapshot.json", "timestamp.json", "root.json"])
def test_a_repository_whose_making_was_interrupted_can_be_made_again(world: World, at: str) -> None:
    for name in world.stored():
        world.s3.delete_object(Bucket=BUCKET, Key=name)
    with pytest.raises(ConnectionError):
        repository.create(Interrupted(world.s3, at), world.root_key, world.keyring, world.now())

    world.root = repository.create(world.shelf, world.root_key, world.keyring, world.now())

    world.publish("1.0.0", b"first")
    assert world.gadget().latest("lumen-bulb").version == "1.0.0"


def test_the_server_answers_files_of_the_repository_only(world: World) -> None:
    name = world.publish("1.0.0", FIRMWARE)
    client = httpx.Client(transport=httpx.WSGITransport(world.server), base_url="http://updates.example")
    whole = client.get(f"/{name}")

    assert whole.content == FIRMWARE
    assert client.get(f"/{name}", headers={"Range": "bytes=10-19"}).content == FIRMWARE[10:20]
    assert client.get(f"/{name}", headers={"Range": "bytes=99999999-"}).status_code == 416
    assert client.get(f"/{name}", headers={"If-None-Match": whole.headers["etag"]}).status_code == 304
    outdated = {"Range": "bytes=10-19", "If-Range": '"another"'}
    assert client.get(f"/{name}", headers=outdated).status_code == 200
    current = {"Range": "bytes=10-19", "If-Range": whole.headers["etag"]}
    assert client.get(f"/{name}", headers=current).status_code == 206
    assert client.head(f"/{name}").headers["content-length"] == str(len(FIRMWARE))
    assert client.get("/alive").status_code == 200
    assert [client.get(path).status_code for path in ("/", "/metadata/", "/other", "/targets/none")] == [404] * 4
    assert client.post(f"/{name}").status_code == 405
