"""An application that uses others takes what they publish in its own environment, and nothing where they are not."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from souk.base.errors import SoukError
from souk.base.paths import Paths
from souk.deploy import applications, uses
from souk.deploy.build import overrides
from souk.deploy.deploy import Deployment
from souk.deploy.uses import Use
from souk.environments import compare, snapshot
from souk.environments.clone import with_uses
from souk.environments.snapshot import DeploymentSnapshot
from tests.fake_environment import FakeEnvironment, stack

ROOT = Path(__file__).resolve().parents[2]
USES = (Use("Keys", "content", "KeyGroup"), Use("Members", "premium", "Url"))
TEMPLATE = "Parameters: {Environment: {}, Keys: {}, Members: {}, LogLevel: {}}"


def checkout(root: Path, **used: str) -> Path:
    """Applications that each use `PUBLISHER/THING`s, by the parameters A, B ..."""
    (root / "template.yaml").touch()
    for folder, things in used.items():
        place = root / "services" / folder
        place.mkdir(parents=True)
        (place / "template.yaml").write_text("Parameters: {A: {Default: ''}}")
        lines = [f'{parameter} = "{thing}"' for parameter, thing in zip("ABC", things.split(), strict=False)]
        (place / "service.toml").write_text("\n".join(["[uses]", *lines]))
    return root


def published(env: str = "dev", **values: str) -> FakeEnvironment:
    """An environment that publishes these values, `content_Url`, and no other."""
    stored = {f"/souk/{env}/{name.replace('_', '/')}": value for name, value in values.items()}

    def get_parameters(Names: list[str]) -> dict[str, Any]:  # noqa: N803 - as AWS spells it
        return {"Parameters": [{"Name": name, "Value": stored[name]} for name in Names if name in stored]}

    return FakeEnvironment(env, ssm=SimpleNamespace(get_parameters=get_parameters))


def test_an_application_comes_after_those_that_it_uses_and_needs_none_of_them(tmp_path: Path) -> None:
    root = checkout(tmp_path, archive="website/Url", website="premium/Url nowhere/Url", premium="")

    assert [each.name for each in applications.find(root)] == ["premium", "website", "archive"]
    assert uses.of_checkout(root)["website"] == (Use("A", "premium", "Url"), Use("B", "nowhere", "Url"))


def test_applications_that_use_each_other_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SoukError, match="in a circle: "):
        applications.find(checkout(tmp_path, content="premium/Url", premium="content/Url"))


def test_values_are_those_of_the_environment_and_empty_where_nobody_publishes_them() -> None:
    assert uses.values(published(premium_Url="https://p"), USES) == {"Keys": "", "Members": "https://p"}
    assert uses.values(published("pr-7", content_KeyGroup="K"), USES) == {"Keys": "K", "Members": ""}


def test_who_uses_nothing_asks_for_nothing() -> None:
    assert uses.values(FakeEnvironment(), ()) == {}


def test_a_value_that_comes_or_changes_is_a_reason_to_deploy(tmp_path: Path) -> None:
    (website,) = applications.find(checkout(tmp_path, website="premium/Url"))
    (tmp_path / ".tools").symlink_to(ROOT / ".tools")

    def frame(**values: str) -> str:
        return Deployment(Paths(tmp_path, tmp_path / ".souk"), published(**values), website).frame()

    assert len({frame(), frame(premium_Url="one"), frame(premium_Url="two")}) == 3
    assert frame(premium_Url="one") == frame(premium_Url="one")


SETTINGS: dict[str, Any] = {
    "default": {"deploy": {"parameters": {"parameter_overrides": "Environment=dev LogLevel=DEBUG"}}},
    "staging": {"deploy": {"parameters": {"parameter_overrides": ["Environment=staging", "Origins='a b'"]}}},
    "prod": {"global": {"parameters": {"parameter_overrides": "Environment=prod"}}},
}


@pytest.mark.parametrize(
    ("env", "own"),
    [
        ("dev", {"Environment": "dev", "LogLevel": "DEBUG"}),
        ("staging", {"Environment": "staging", "Origins": "a b"}),
        ("prod", {"Environment": "prod"}),
        ("pr-7", {}),
    ],
)
def test_on_aws_sam_gets_the_values_beside_the_parameters_of_samconfig(env: str, own: dict[str, str]) -> None:
    flag, *words = uses.arguments(SETTINGS, env, {"Members": "https://p/?a=b", "Keys": ""})

    assert flag == "--parameter-overrides"
    assert parsed_by_sam(words) == {**own, "Members": "https://p/?a=b", "Keys": ""}


def test_on_aws_an_application_that_uses_nothing_has_samconfigs_parameters_alone() -> None:
    assert uses.arguments(SETTINGS, "staging", {}) == []


def test_here_sam_gets_empty_values_too_because_it_would_keep_those_of_before() -> None:
    _, *words = overrides({"Members": "", "Origins": "https://a,https://b"})

    assert parsed_by_sam(words) == {"Members": "", "Origins": "https://a,https://b"}


def parsed_by_sam(words: list[str]) -> dict[str, str]:
    """Parameters as SAM itself reads its arguments."""
    code = (
        "import json, sys; from samcli.cli.types import CfnParameterOverridesType as Type;"
        "print(json.dumps(Type().convert(tuple(sys.argv[1:]), None, None)))"
    )
    done = subprocess.run([ROOT / ".tools/sam/bin/python", "-c", code, *words], capture_output=True, check=True)
    return dict(json.loads(done.stdout))


def test_a_clone_takes_what_its_own_applications_publish_and_never_the_sources() -> None:
    website = DeploymentSnapshot(TEMPLATE, {"Keys": "dev-keys", "Members": "dev", "LogLevel": "DEBUG"}, "", "website")
    (planned,) = snapshot.for_clone([DeploymentSnapshot(**{**vars(website), "uses": USES})], "pr-7", {})

    assert planned.parameters == {"Environment": "pr-7", "LogLevel": "DEBUG"}
    assert with_uses(published("pr-7", premium_Url="pr"), planned).parameters == {
        **planned.parameters,
        "Keys": "",
        "Members": "pr",
    }


def test_a_clone_keeps_a_parameter_that_was_set_and_gets_none_that_its_template_lacks() -> None:
    older = DeploymentSnapshot("Parameters: {Environment: {}, Members: {}}", {}, "", "website", USES)
    (planned,) = snapshot.for_clone([older], "pr-7", {"Members": "mine"})

    assert with_uses(published("pr-7", premium_Url="pr"), planned).parameters == {
        "Environment": "pr-7",
        "Members": "mine",
    }


def test_a_snapshot_has_applications_after_those_that_they_use() -> None:
    cloudformation = SimpleNamespace(get_template=lambda **_: {"TemplateBody": "Code: s3://code/core"})
    stacks = [stack("dev"), *(stack("dev", application=name) for name in ("archive", "content"))]

    taken = snapshot.take(
        FakeEnvironment(stacks=stacks, cloudformation=cloudformation), {"archive": (Use("Url", "content", "Url"),)}
    )

    assert [one.application for one in taken] == ["", "content", "archive"]


def test_environments_that_each_use_their_own_are_alike() -> None:
    used = {"website": USES[1:]}

    def environment(env: str, members: str) -> FakeEnvironment:
        there = published(env, premium_Url=f"{env}-url")
        website = stack(env, application="website", parameters={"Members": members})
        return FakeEnvironment(env, stacks=[stack(env), website], ssm=there.aws.ssm)

    dev, clone = environment("dev", "dev-url"), environment("pr-7", "pr-7-url")

    assert compare.differences(dev, clone, used).parameters == {}
    foreign = compare.differences(dev, environment("pr-7", "dev-url"), used)
    assert foreign.parameters == {"website.Members": ("premium/Url", "dev-url")}
    without = compare.differences(dev, environment("pr-7", ""), used)
    assert without.parameters == {"website.Members": ("premium/Url", "")}
