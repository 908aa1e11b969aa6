"""`souk canary` as it is typed, on the local cloud: a good version stays, a bad one is rolled back by its alarm."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from souk.cloud import versions
from tests.cloud import CORE_ONLY, SOUK, Cloud, alone, clone, souk

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("two environments")]
ENV = "canary"
HANDLER = "orders/handlers/http.py"
RAISES = "def handler(event, context):\n    raise RuntimeError('planted')\n"
BREAKS_AT_START = "raise RuntimeError('planted')\n"
ANSWERS_500 = "def handler(event, context):\n    return {'statusCode': 500, 'body': 'planted'}\n"


@pytest.fixture(scope="module")
def shop(cloud: Cloud) -> Iterator[Cloud]:
    """An environment of its own, whose functions may break."""
    yield clone(cloud, ENV, *CORE_ONLY)
    with alone(cloud.home):
        souk(cloud.home, "env", "rm", ENV)


def name(function: str) -> str:
    return f"souk-{ENV}-{function}"


def code_of(shop: Cloud, function: str) -> bytes:
    """The deployed zip."""
    url = shop.aws.functions.get_function(FunctionName=name(function))["Code"]["Location"]
    return bytes(httpx.get(url, trust_env=False).content)


def planted(code: bytes, file: str, text: str) -> bytes:
    """The same code with one file changed, and without its byte code."""
    folder, _, module = file.rpartition("/")
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(code)) as before, zipfile.ZipFile(changed, "w") as after:
        for entry in before.infolist():
            if entry.filename != file and not entry.filename.startswith(f"{folder}/__pycache__/{module[:-3]}."):
                after.writestr(entry, before.read(entry))
        after.writestr(file, text)
    return changed.getvalue()


def canary(shop: Cloud, function: str, code: Path, *options: str) -> subprocess.CompletedProcess[str]:
    with alone(shop.home):
        return souk(shop.home, "canary", function, "--env", ENV, "--code", str(code), *options, check=False)


def versions_of(shop: Cloud, function: str) -> list[str]:
    response = shop.aws.functions.list_versions_by_function(FunctionName=name(function))
    return [version["Version"] for version in response["Versions"] if version["Version"] != versions.LATEST]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (RAISES, "souk-canary-orders-http-version fired: Errors 1 in 60 s"),
        (BREAKS_AT_START, "souk-canary-orders-http-version fired: Errors 1 in 60 s"),
        (ANSWERS_500, "GET / returned 500"),
    ],
    ids=["it raises", "it does not start", "it answers 500"],
)
def test_a_bad_version_is_rolled_back(shop: Cloud, tmp_path: Path, broken: str, reason: str) -> None:
    before = versions.live(shop.aws, name("orders-http"))
    (tmp_path / "bad.zip").write_bytes(planted(code_of(shop, "orders-http"), HANDLER, broken))

    done = canary(shop, "orders-http", tmp_path / "bad.zip", "--seconds", "60")

    assert done.returncode == 1
    assert "was rolled back" in done.stderr
    assert reason in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert versions.live(shop.aws, name("orders-http")) == before
    assert versions_of(shop, "orders-http") == [before]
    assert shop.anyone().get("orders", "/products").status_code == 200


def test_a_bad_consumer_is_rolled_back_too(shop: Cloud, tmp_path: Path) -> None:
    bad = planted(code_of(shop, "notifications-sqs"), "notifications/handlers/sqs.py", RAISES)
    (tmp_path / "bad.zip").write_bytes(bad)

    done = canary(shop, "notifications-sqs", tmp_path / "bad.zip")

    assert done.returncode == 1
    assert "souk-canary-notifications-sqs-version fired" in done.stderr


def test_a_good_version_is_promoted_and_gets_all_traffic_in_this_cloud(shop: Cloud, tmp_path: Path) -> None:
    before = versions.live(shop.aws, name("orders-http"))
    good = planted(code_of(shop, "orders-http"), "orders/new.py", "")
    (tmp_path / "good.zip").write_bytes(good)

    done = canary(shop, "orders-http", tmp_path / "good.zip", "--seconds", "2", "--get", "/products")

    assert done.returncode == 0, done.stderr
    assert "weights are supported on AWS only" in done.stdout
    now = versions.live(shop.aws, name("orders-http"))
    assert int(now) > int(before)
    assert versions_of(shop, "orders-http") == [now]
    assert code_of(shop, "orders-http") == good
    assert shop.anyone().get("orders", "/products").status_code == 200

    again = canary(shop, "orders-http", tmp_path / "good.zip")
    assert again.returncode == 0
    assert "that code is live already" in again.stdout


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_an_interrupt_restores_the_old_version(shop: Cloud, tmp_path: Path, end: signal.Signals) -> None:
    before = versions.live(shop.aws, name("users-http"))
    (tmp_path / "new.zip").write_bytes(planted(code_of(shop, "users-http"), "users/new.py", ""))
    command = [SOUK, "canary", "users-http", "--env", ENV, "--code", str(tmp_path / "new.zip")]

    with alone(shop.home):
        process = subprocess.Popen(
            command,
            env={**os.environ, "SOUK_HOME": str(shop.home)},
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        assert process.stdout is not None
        while "watch" not in process.stdout.readline():
            pass
        process.send_signal(end)
        process.communicate()

    assert process.returncode == 128 + end
    assert versions.live(shop.aws, name("users-http")) == before


def test_a_killed_canary_is_repaired_by_souk_up(shop: Cloud) -> None:
    """Also when there is nothing to deploy."""
    function = name("orders-v2-http")
    before = code_of(shop, "orders-v2-http")
    shop.aws.functions.update_function_code(FunctionName=function, ZipFile=planted(before, HANDLER, RAISES))
    bad = versions.publish(shop.aws, function)
    shop.aws.functions.update_function_code(FunctionName=function, ZipFile=before)
    versions.shift_alias(shop.aws, function, bad)

    assert versions.publish_if_changed(shop.aws, function) is True

    assert shop.anyone().get("orders.v2", "/products").status_code == 200
    assert bad not in versions_of(shop, "orders-v2-http")


def test_a_change_of_a_setting_alone_is_published(shop: Cloud) -> None:
    function = name("orders-stream")
    environment = shop.aws.functions.get_function_configuration(FunctionName=function)["Environment"]
    environment["Variables"]["LOG_LEVEL"] = "WARNING"
    shop.aws.functions.update_function_configuration(FunctionName=function, Environment=environment)

    with alone(shop.home):
        done = souk(shop.home, "publish", "--env", ENV)

    assert "1 new" in done.stdout
    live = shop.aws.functions.get_function_configuration(FunctionName=function, Qualifier=versions.ALIAS)
    assert live["Environment"]["Variables"]["LOG_LEVEL"] == "WARNING"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("orders-htp",), "`canary` has no function `orders-htp`"),
        (("users-cognito",), "no test request is defined for souk-canary-users-cognito"),
        (("orders-http", "--percent", "0"), "0 is not in the range"),
        (("orders-http", "--code", "nowhere.zip"), "does not exist"),
    ],
)
def test_a_canary_that_can_not_start_is_refused(shop: Cloud, arguments: tuple[str, ...], message: str) -> None:
    done = souk(shop.home, "canary", *arguments, "--env", ENV, check=False)

    assert done.returncode != 0
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_an_unreadable_zip_changes_nothing(shop: Cloud, tmp_path: Path) -> None:
    before = versions.live(shop.aws, name("orders-http"))
    (tmp_path / "no.zip").write_text("no zip")

    done = canary(shop, "orders-http", tmp_path / "no.zip")

    assert done.returncode == 1
    assert "no.zip is no zip" in done.stderr
    assert versions.live(shop.aws, name("orders-http")) == before
    assert versions_of(shop, "orders-http") == [before]
