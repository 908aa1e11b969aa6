"""A release on its way: published by the command, stored in the bucket, served by the program, cached by CloudFront."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import httpx
import pytest

from souk_sdk import Souk
from souk_sdk.updates import UpdateRefused, Updates
from tests.cloud import Cloud, souk
from tests.updates import devices
from tests.updates.devices import Breaking
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("updates")]
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def url(cloud: Cloud) -> str:
    return devices.outputs(cloud)["UpdatesDistribution.path_url"]


@pytest.fixture(scope="module")
def root(cloud: Cloud) -> bytes:
    return devices.initialized(cloud)


def firmware(folder: Path, size: int = 3 * MEGABYTE) -> Path:
    file = folder / "build.bin"
    file.write_bytes(os.urandom(size))
    return file


def power_cut_at_half(done: int, size: int) -> None:
    """The gadget is switched off."""
    if done >= size / 2:
        raise InterruptedError(done)


def test_a_download_that_breaks_off_goes_on_after_a_restart_and_is_verified(
    cloud: Cloud, url: str, root: bytes, tmp_path: Path
) -> None:
    built = firmware(tmp_path)
    devices.publish(cloud, built, "door-lock")
    devices.show_now(cloud)
    line = Breaking(after=MEGABYTE)
    gadget = Updates(url, root, tmp_path / "state", httpx.Client(transport=line, timeout=PATIENCE))
    with pytest.raises(InterruptedError):
        devices.latest(gadget, "door-lock").download(to=tmp_path / "firmware", progress=power_cut_at_half)
    assert not (tmp_path / "firmware").exists()

    after_restart = Breaking(after=3 * MEGABYTE)
    restarted = Updates(url, root, tmp_path / "state", httpx.Client(transport=after_restart, timeout=PATIENCE))
    restarted.latest("door-lock").download(to=tmp_path / "firmware")

    assert (tmp_path / "firmware").read_bytes() == built.read_bytes()
    assert line.ranges == ["", f"bytes={MEGABYTE}-"]
    (rest,) = after_restart.ranges
    assert 3 * MEGABYTE // 2 <= int(rest.removeprefix("bytes=").removesuffix("-")) < 2 * MEGABYTE
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_of_ten_releases_and_fifty_downloads_the_server_sees_one_request_an_object(
    cloud: Cloud, url: str, root: bytes, tmp_path: Path
) -> None:
    models = [f"sensor-{number}" for number in range(10)]
    contents = {}
    for model in models:
        built = firmware(tmp_path, 300_000)
        devices.publish(cloud, built, model)
        contents[model] = built.read_bytes()
    devices.show_now(cloud)
    before = len(devices.logged(cloud))

    for number in range(5):
        gadget = Updates(url, root, tmp_path / f"gadget-{number}")
        for model in models:
            file = devices.latest(gadget, model).download(to=tmp_path / "firmware")
            assert file.read_bytes() == contents[model]

    seen = Counter(path for path, status in devices.logged(cloud)[before:] if status == 200)
    of_firmware = {path: count for path, count in seen.items() if path.endswith(tuple(models))}
    assert sorted(path.rpartition(".")[2] for path in of_firmware) == models
    assert {*of_firmware.values()} == {1}
    assert {count for path, count in seen.items() if path != "/metadata/timestamp.json"} == {1}


def test_a_named_environment_is_enough_for_a_developers_program(
    cloud: Cloud, root: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOUK_ENVIRONMENTS", str(cloud.home / "environments"))
    built = firmware(tmp_path)
    devices.publish(cloud, built, "desk-lamp")
    devices.show_now(cloud)

    with Souk.from_env(cloud.outputs.env) as client:
        release = devices.latest(client.updates, "desk-lamp")
        release.download(to=tmp_path / "firmware")

    assert (release.version, release.size) == ("1.0.0", 3 * MEGABYTE)
    assert (tmp_path / "firmware").read_bytes() == built.read_bytes()


def test_what_somebody_changed_in_the_bucket_is_refused_at_the_edge(
    cloud: Cloud, url: str, root: bytes, tmp_path: Path
) -> None:
    devices.publish(cloud, firmware(tmp_path), "smart-plug")
    devices.show_now(cloud)
    release = devices.latest(Updates(url, root, tmp_path / "state"), "smart-plug")
    s3, bucket = cloud.client("s3"), devices.outputs(cloud)["FirmwareBucket"]
    (name,) = [
        each["Key"]
        for each in s3.list_objects_v2(Bucket=bucket, Prefix="targets/")["Contents"]
        if each["Key"].endswith(".smart-plug")
    ]
    s3.put_object(Bucket=bucket, Key=name, Body=os.urandom(3 * MEGABYTE))

    with pytest.raises(UpdateRefused, match="not the file that was signed"):
        release.download(to=tmp_path / "firmware")

    assert not (tmp_path / "firmware").exists()


def test_the_load_balancer_answers_nobody_but_cloudfront(cloud: Cloud, url: str, root: bytes) -> None:
    balancer = cloud.client("elbv2").describe_load_balancers()["LoadBalancers"]
    own = [each.physical_id for each in cloud.environment.resources if each.type.endswith("::LoadBalancer")]
    (name,) = [each["DNSName"] for each in balancer if each["LoadBalancerArn"] in own]
    path = "/metadata/1.root.json"

    direct = httpx.get(f"{cloud.outputs.endpoint_url}{path}", headers={"Host": name})
    guessed = httpx.get(f"{cloud.outputs.endpoint_url}{path}", headers={"Host": name, "x-souk-origin": "guess"})

    assert (direct.status_code, guessed.status_code) == (403, 403)
    assert httpx.get(f"{url}{path}").content == root


def test_the_log_of_the_server_is_one_of_the_environment(cloud: Cloud, url: str, root: bytes) -> None:
    httpx.get(f"{url}/metadata/no-such.json")

    shown = souk(cloud.home, "logs", "--env", cloud.outputs.env, "--service", "updates").stdout

    assert '"GET /metadata/no-such.json HTTP/1.1" 404 0' in shown
