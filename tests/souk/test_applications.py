"""Which stacks the checkout has, in which order they are deployed, and what each is made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from souk.base.errors import SoukError
from souk.deploy import applications, requirements
from souk.deploy.applications import Application
from souk.deploy.fingerprint import source_files
from tests.fake_environment import FakeEnvironment, stack

ROOT = Path(__file__).resolve().parents[2]


def checkout(root: Path, **reads: str) -> Path:
    """A checkout with a service in the core, and applications that each read `PUBLISHER/THING`s."""
    for folder in ("orders", *reads):
        (root / "services" / folder / "handlers").mkdir(parents=True)
        (root / "services" / folder / "handlers/__init__.py").touch()
    (root / "template.yaml").touch()
    for folder, things in reads.items():
        lines = [f"A{thing}: !Sub '{{{{resolve:ssm:/souk/${{Environment}}/{thing}}}}}'" for thing in things.split()]
        (root / "services" / folder / "template.yaml").write_text("\n".join(lines))
    return root


def test_an_application_is_a_service_with_a_template_of_its_own(tmp_path: Path) -> None:
    root = checkout(tmp_path, website="core/UserPool", product_reviews="")

    core, reviews, website = applications.every(root)

    assert (core.name, core.title, core.template, core.services) == ("", "core", "template.yaml", ("orders",))
    assert (reviews.name, reviews.services) == ("product-reviews", ("product_reviews",))
    assert website.template == "services/website/template.yaml"
    assert website.reads == {("core", "UserPool")}
    assert applications.owner(root, "orders") == core
    assert applications.owner(root, "product_reviews") == reviews


def test_one_that_reads_from_another_comes_after_it_and_the_rest_is_alphabetical(tmp_path: Path) -> None:
    root = checkout(tmp_path, content="premium/KeyGroup", premium="core/UserPool", updates="", archive="content/Url")

    assert [each.name for each in applications.find(root)] == ["premium", "updates", "content", "archive"]


def test_a_circle_is_refused_with_the_applications_in_it(tmp_path: Path) -> None:
    root = checkout(tmp_path, content="premium/KeyGroup", premium="content/Url")

    with pytest.raises(SoukError, match=r"in a circle: (content → premium → content|premium → content → premium)"):
        applications.find(root)


def test_an_application_that_reads_from_one_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SoukError, match="`content` reads from the application `premium`, which is not in"):
        applications.find(checkout(tmp_path, content="premium/KeyGroup"))


def test_options_select_applications_by_name(tmp_path: Path) -> None:
    every = applications.find(checkout(tmp_path, updates="", website="", telemetry=""))

    def names(**options: tuple[str, ...]) -> list[str]:
        return [each.name for each in applications.selected(every, **options)]

    assert names() == ["telemetry", "updates", "website"]
    assert names(only=("updates",)) == ["updates"]
    assert names(without=("updates",)) == ["telemetry", "website"]
    with pytest.raises(SoukError, match="there is no application `update`") as refused:
        names(without=("update",))
    assert refused.value.hint == "there are: telemetry, updates, website"


def test_what_changes_in_an_application_leaves_the_core_and_others_as_they_are(tmp_path: Path) -> None:
    root = checkout(tmp_path, updates="", website="")
    before = {each.title: sources(root, each) for each in applications.every(root)}

    for path in ("services/updates/actions.py", "services/updates/service.toml", "contracts/gateway/updates.v1.json"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).touch()

    after = {each.title: sources(root, each) for each in applications.every(root)}
    assert (after["core"], after["website"]) == (before["core"], before["website"])
    assert after["updates"] - before["updates"] == {
        "services/updates/actions.py",
        "services/updates/service.toml",
        "contracts/gateway/updates.v1.json",
    }


def test_a_program_of_instances_needs_a_deployment_and_a_command_needs_none(tmp_path: Path) -> None:
    root = checkout(tmp_path, website="")
    for folder in ("commands", "origin"):
        (root / "services/website" / folder).mkdir()

    for path in ("commands/__init__.py", "service.toml", "origin/Procfile", "origin/app.py"):
        (root / "services/website" / path).touch()

    (website,) = applications.find(root)
    assert website.programs == ("services/website/origin",)
    assert {path for path in sources(root, website) if "website" in path} == {
        "services/website/handlers/__init__.py",
        "services/website/origin/Procfile",
        "services/website/origin/app.py",
        "services/website/service.toml",
        "services/website/template.yaml",
    }


def test_what_is_in_the_zips_of_the_core_counts_for_its_fingerprint() -> None:
    core = sources(ROOT, applications.core(ROOT))

    assert {"template.yaml", "uv.lock", "services/Makefile", "services/package.py"} <= core
    assert {"services/orders/domain.py", "services/orders/service.toml", "contracts/gateway/orders.v2.json"} <= core
    assert {"services/chassis/core/events.py", "sdk/souk_sdk/sigv4.py", "sdk/souk_sdk/users_v1/client.py"} <= core
    assert not [path for path in core if path.startswith(("sdk/typescript", "sdk/souk_sdk/notifications_v1"))]


def sources(root: Path, application: Application) -> set[str]:
    return set(source_files(root, (*application.frame(), *application.code(root))))


class Published:
    """SSM with the names of parameters."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def get_paginator(self, _operation: str) -> Published:
        return self

    def paginate(self, **request: Any) -> list[dict[str, Any]]:
        return [{"Parameters": [{"Name": name} for name in self._names if name.startswith(f"{request['Path']}/")]}]


WEBSITE = Application(
    "website", "services/website", ("website",), frozenset({("core", "UserPool"), ("core", "Cdn"), ("content", "Url")})
)


def test_an_application_whose_core_lacks_what_it_reads_is_refused_with_the_names() -> None:
    environment = FakeEnvironment(ssm=Published("/souk/dev/core/UserPool", "/souk/dev/content/Url"))

    with pytest.raises(SoukError) as refused:
        requirements.refuse_unmet(environment, WEBSITE)

    assert refused.value.message == "`website` reads Cdn of the core, which `dev` does not publish"


def test_an_application_that_another_publishes_nothing_for_is_refused() -> None:
    environment = FakeEnvironment(
        ssm=Published("/souk/dev/core/UserPool", "/souk/dev/core/Cdn", "/souk/pr-7/content/Url")
    )

    with pytest.raises(SoukError, match="reads Url of the application `content`, which `dev` does not publish"):
        requirements.refuse_unmet(environment, WEBSITE)


def test_an_application_whose_needs_are_met_is_not_refused() -> None:
    environment = FakeEnvironment(
        ssm=Published("/souk/dev/core/UserPool", "/souk/dev/core/Cdn", "/souk/dev/content/Url")
    )

    requirements.refuse_unmet(environment, WEBSITE)


@pytest.mark.parametrize("stacks", [[], [stack("dev", "ROLLBACK_COMPLETE")]])
def test_an_application_without_a_complete_core_is_refused(stacks: list[Any]) -> None:
    with pytest.raises(SoukError, match=r"no environment `dev`|environment `dev` is in state ROLLBACK_COMPLETE"):
        requirements.refuse_unmet(FakeEnvironment(stacks=stacks), WEBSITE)


STRANGE = """
Mine: !Sub "{{resolve:ssm:/souk/${Environment}/core/EventTopic}}"
Secret: !Sub "{{resolve:secretsmanager:${Secret}}}"
Image: "{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023}}"
Theirs: "{{resolve:ssm:/souk/staging/core/EventTopic}}"
Near: !Sub "{{resolve:ssm:/souk/${Environment}-x/core/EventTopic}}"
Secure: !Sub "{{resolve:ssm-secure:/souk/${Environment}/core/EventTopic}}"
"""


def test_an_application_that_reads_a_parameter_of_another_environment_is_refused_before_it_is_built(
    tmp_path: Path,
) -> None:
    root = checkout(tmp_path, website="")
    (root / "services/website/template.yaml").write_text(STRANGE)
    (website,) = applications.find(root)

    with pytest.raises(SoukError) as refused:
        requirements.refuse_unmet(FakeEnvironment(), website)

    assert website.strange == (
        "{{resolve:ssm-secure:/souk/${Environment}/core/EventTopic}}",
        "{{resolve:ssm:/souk/${Environment}-x/core/EventTopic}}",
        "{{resolve:ssm:/souk/staging/core/EventTopic}}",
    )
    assert "which is not of its own environment" in refused.value.message
    assert refused.value.hint.startswith("correct services/website/template.yaml")


def test_a_service_that_the_checkout_has_no_more_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SoukError, match="the service `reviews` is not in this checkout"):
        applications.owner(checkout(tmp_path, website=""), "reviews")
