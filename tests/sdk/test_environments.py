"""An environment is found by its name, wherever the program runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from souk.base.paths import Paths
from souk.cloud import outputs
from souk_sdk import AsyncSouk, Environment, NotConfigured, SignIn, Souk, UserPool
from tests.sdk.fakes import BASE_URLS, ORDER, Ask, Service

OUTPUTS: dict[str, Any] = {
    "env": "dev",
    "region": "us-east-1",
    "endpoint_url": "http://127.0.0.1:4566",
    "apis": BASE_URLS,
    "user_pool_id": "us-east-1_Pool",
    "user_pool_client_id": "client",
}
NOTHING: dict[str, Any] = {
    **dict.fromkeys(("topic_arn", "event_stream_name", "event_archive_name"), ""),
    "tables": {},
    "queues": {},
    "dlqs": {},
    "demo": {},
}


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program, on a machine where nothing is known yet."""
    folder = tmp_path / "checkout/somewhere/deep"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("SOUK_ENVIRONMENTS", "SOUK_ENV"):
        monkeypatch.delenv(name, raising=False)
    return folder


def described(folder: Path, name: str = "dev", **changes: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps({**OUTPUTS, "env": name, **changes}))
    return folder


def test_the_nearest_checkout_knows_its_environments(program: Path) -> None:
    described(program.parents[1] / ".souk/environments", region="the farther one")
    described(program.parents[0] / ".souk/environments", region="the nearer one")

    assert Environment.find("dev").region == "the nearer one"


def test_a_folder_that_is_named_comes_first(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described(program / ".souk/environments", region="the checkout's")
    monkeypatch.setenv("SOUK_ENVIRONMENTS", str(described(tmp_path / "named", region="the named one")))

    assert Environment.find("dev").region == "the named one"


def test_the_home_folder_comes_last(program: Path, tmp_path: Path) -> None:
    described(tmp_path / "home/.config/souk/environments", "staging")

    assert Environment.find("staging").name == "staging"


def test_without_a_name_it_is_the_one_of_the_shell_or_dev(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = described(program / ".souk/environments")
    described(folder, "two")

    names = [Environment.find().name]
    monkeypatch.setenv("SOUK_ENV", "two")

    assert [*names, Environment.find().name] == ["dev", "two"]


def test_what_is_missing_is_said_in_one_line_with_what_there_is(program: Path) -> None:
    described(described(program / ".souk/environments"), "two")

    with pytest.raises(NotConfigured) as raised:
        Souk.from_env("three")

    assert str(raised.value) == (
        "no environment 'three': there are dev, two; "
        "`souk up --env three` makes it here, `souk outputs --env three --aws` finds 'three@aws'"
    )


def test_a_file_that_describes_nothing_is_named(program: Path) -> None:
    file = described(program / ".souk/environments") / "dev.json"
    file.write_text('{"env": "dev"')

    with pytest.raises(NotConfigured, match=r"dev\.json doesn't describe an environment"):
        Souk.from_env("dev")


def test_what_the_command_notes_down_is_what_the_sdk_reads(program: Path) -> None:
    facts = outputs.Outputs(**{**OUTPUTS, **NOTHING, "demo": {"customer": outputs.Person("a", "b")}})
    facts.applications["updates"] = {"FirmwareUrl": "https://d1.cloudfront.net"}
    outputs.write_environment_file(Paths(program, program / ".souk"), facts)

    environment = Environment.find("dev")

    assert (environment.apis, environment.region) == (BASE_URLS, "us-east-1")
    assert environment.pool == UserPool("us-east-1_Pool", "client", "http://127.0.0.1:4566")
    assert environment.applications == {"updates": {"FirmwareUrl": "https://d1.cloudfront.net"}}
    noted = json.loads((program / ".souk/environments/dev.json").read_text())
    assert noted == {**OUTPUTS, "applications": environment.applications}


def test_looking_at_one_on_aws_leads_no_program_away_from_the_local_one(program: Path) -> None:
    paths = Paths(program, program / ".souk")
    for endpoint_url in (OUTPUTS["endpoint_url"], None):
        outputs.write_environment_file(paths, outputs.Outputs(**{**OUTPUTS, **NOTHING, "endpoint_url": endpoint_url}))

    assert Environment.find("dev").pool.endpoint_url == OUTPUTS["endpoint_url"]
    assert Environment.find("dev@aws").pool.endpoint_url is None
    with pytest.raises(NotConfigured, match="`souk outputs --env two --aws` finds 'two@aws'"):
        Environment.find("two@aws")


def test_updates_need_an_environment_that_has_them_and_a_root_to_trust(program: Path) -> None:
    folder = described(program / ".souk/environments", applications={})
    with pytest.raises(NotConfigured, match="no address of updates"):
        _ = Souk({}).updates
    with pytest.raises(NotConfigured, match="no address of updates"):
        _ = Souk.from_env("dev").updates

    described(folder, applications={"updates": {"FirmwareUrl": "https://d1.cloudfront.net"}})
    with pytest.raises(NotConfigured, match=r"dev/updates/root\.json is missing; `souk updates init` makes it"):
        _ = Souk.from_env("dev").updates


def test_a_description_of_an_older_tool_has_no_applications(program: Path) -> None:
    described(program / ".souk/environments")

    assert Environment.find("dev").applications == {}


@pytest.mark.parametrize("client", [Souk, AsyncSouk])
def test_an_address_that_is_missing_is_said_in_one_line(client: Any) -> None:
    souk = client({"orders.v1": "https://orders.example/v1"})

    with pytest.raises(NotConfigured, match=r"^no address of orders\.v2; there are: orders\.v1$"):
        _ = souk.orders


def test_a_person_signs_in_to_the_pool_of_the_environment() -> None:
    ada, pool = SignIn("ada", "secret"), UserPool("eu-west-3_Other", "client")

    assert ada.at(pool).pool == pool
    assert ada.at(pool).at(UserPool("another", "one")).pool == pool
    assert ada.pool is None


def test_a_pool_on_aws_answers_in_its_region() -> None:
    assert UserPool("eu-west-3_Pool", "client").url == "https://cognito-idp.eu-west-3.amazonaws.com/"


def test_the_trace_is_passed_on(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(httpx.Response(200, json=ORDER))

    def get(souk: Any) -> Any:
        return souk.orders.get_order("1")

    ask(service, get)
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-of-the-lambda")
    ask(service, get)
    ask(service, get, trace=lambda: "Root=1-my-own")

    traces = [request.headers.get("X-Amzn-Trace-Id") for request in service.asked]
    assert traces == [None, "Root=1-of-the-lambda", "Root=1-my-own"]


def test_every_answer_can_be_heard(ask: Ask) -> None:
    heard: list[int] = []

    ask(
        Service(httpx.Response(200, json=ORDER, headers={"X-Trace-Id": "1-a"})),
        lambda souk: souk.orders.get_order("1"),
        on_answer=lambda answer: heard.append(answer.status_code),
    )

    assert heard == [200]
