"""An environment of several stacks: every command knows its applications, and one that fails harms no other."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError

from souk.cloud.clients import local_aws
from souk.cloud.environment import Environment
from tests.cloud import CORE_ONLY, Cloud, attach
from tests.dev.running import dev
from tests.environments.attacker import protected, statuses
from tests.environments.probes import Roles, of_other_stacks
from tests.scaffold.checkouts import Checkout
from tests.scaffold.grown import Grown, all_names, use
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("scaffold")]


@contextmanager
def changed(checkout: Checkout, path: str, was: str, becomes: str) -> Iterator[None]:
    """Change a file while the block runs; some of the checkout's files may be changed already."""
    file = checkout.root / path
    before = file.read_text()
    assert was in before
    file.write_text(before.replace(was, becomes))
    try:
        yield
    finally:
        file.write_text(before)


def test_each_new_service_is_a_stack_of_its_own_which_every_command_knows(grown: Grown, up: dict[str, Any]) -> None:
    checkout = grown.checkout
    again = checkout.run("souk", "up", *CORE_ONLY).stdout
    [status] = json.loads(checkout.run("souk", "status", "--json").stdout)["environments"]
    [listed] = json.loads(checkout.run("souk", "env", "ls", "--json").stdout)["environments"]

    assert len(re.findall(r"\bdeploy\b.*nothing changed", again)) == 1 + len(status["applications"])
    assert status["applications"].keys() == {"billing", "reviews"}
    assert {*status["applications"].values()} == {"CREATE_COMPLETE"}
    assert {service["name"] for service in status["services"]} >= {"billing", "reviews", "orders"}
    assert listed["applications"] == status["applications"]
    assert up["applications"].keys() == status["applications"].keys()
    assert {"billing", "reviews"} < up["dlqs"].keys()
    assert "that code is live already" in checkout.run("souk", "canary", "reviews-http").stdout
    assert "nothing changed" in checkout.run("souk", "publish").stdout


def test_a_dead_letter_of_an_application_is_listed_sent_back_and_dropped(grown: Grown, up: dict[str, Any]) -> None:
    checkout, sns = grown.checkout, local_aws(up["endpoint_url"]).sns
    body = {"id": uuid.uuid4().hex, "name": "users.UserErased", "version": 1, "at": "some day"}
    sns.publish(
        TopicArn=up["topic_arn"],
        Message=json.dumps(body),
        MessageGroupId="x",
        MessageDeduplicationId=body["id"],  # type: ignore[arg-type]
        MessageAttributes={"event": {"DataType": "String", "StringValue": "users.UserErased.v1"}},
    )

    def letters() -> list[dict[str, Any]]:
        return list(json.loads(checkout.run("souk", "dlq", "ls", "reviews", "--json").stdout)["letters"])

    [letter] = eventually(letters, pause=1)
    assert (letter["service"], letter["event"]) == ("reviews", "users.UserErased.v1")
    assert "1 sent back" in checkout.run("souk", "dlq", "redrive", "reviews").stdout
    [again] = eventually(letters, pause=1)
    assert again["redriven"] == 1
    assert "reviews-sqs" in checkout.run("souk", "logs", "--service", "reviews").stdout
    assert "1 deleted" in checkout.run("souk", "dlq", "drop", "reviews", "--only", "*", "--yes").stdout


@pytest.mark.sampled("application")
def test_saved_code_of_an_application_runs_at_once(grown: Grown, up: dict[str, Any]) -> None:
    checkout = grown.checkout
    with dev(checkout) as running:
        with changed(checkout, "services/reviews/reactions.py", "Event to action", "From event to action"):
            assert "reviews-http" in running.shows("reviews/reactions.py → ")
        running.shows("reviews/reactions.py → ", times=2)

    # The next deployment restores what was deployed.
    assert "stack souk-dev--reviews" in checkout.run("souk", "up", *CORE_ONLY).stdout


def test_the_core_stays_as_long_as_an_application_stands(up: dict[str, Any]) -> None:
    aws = local_aws(up["endpoint_url"])

    with pytest.raises(ClientError, match="Export souk-dev-core is imported by stack souk-dev--"):
        aws.cloudformation.delete_stack(StackName="souk-dev")


@pytest.mark.sampled("application")
def test_an_application_that_fails_says_why_and_leaves_the_others_up(grown: Grown, up: dict[str, Any]) -> None:
    checkout = grown.checkout
    with (
        changed(checkout, "services/reviews/template.yaml", "core/AlarmTopic", "core/AlarmBell"),
        changed(checkout, "services/billing/template.yaml", "-billing-dlq.fifo", "-orders-dlq.fifo"),
    ):
        failed = checkout.run("souk", "up", *CORE_ONLY, check=False)

        assert failed.returncode == 1
        assert "2 of dev's stacks failed, the others are up" in failed.stderr
        assert "`reviews` reads AlarmBell of the core, which `dev` does not publish" in failed.stderr
        assert "the deployment of `billing` of `dev` failed" in failed.stderr
        assert "BillingDlq: souk-dev-orders-dlq.fifo already exists in stack " in failed.stderr
        checkout.run("souk", "up", "--without", "billing", "--without", "reviews", *CORE_ONLY)
    # A rolled back update left it as it was deployed before, and the queue that it claimed is still there.
    assert checkout.run("souk", "up", "--only", "billing").stdout.count("nothing changed") == 2
    checkout.run("souk", "dlq", "ls", "orders")


@pytest.mark.sampled("application")
def test_an_application_whose_first_deployment_failed_keeps_no_command_from_the_others(
    grown: Grown, up: dict[str, Any]
) -> None:
    checkout, aws = grown.checkout, local_aws(up["endpoint_url"])
    aws.cloudformation.delete_stack(StackName="souk-dev--billing")
    with changed(checkout, "services/billing/template.yaml", "-billing-dlq.fifo", "-orders-dlq.fifo"):
        assert checkout.run("souk", "up", "--only", "billing", check=False).returncode == 1

        [status] = json.loads(checkout.run("souk", "status", "--json").stdout)["environments"]
        assert status["applications"]["billing"] == "ROLLBACK_COMPLETE"
        assert "billing" not in {service["name"] for service in status["services"]}
        for command in ("logs", "publish", "outputs", "dlq ls", "env ls", "canary reviews-http"):
            checkout.run("souk", *command.split())
        refused = checkout.run("souk", "clone", "dev", "x", check=False)
        assert "application `billing` of `dev` is in state ROLLBACK_COMPLETE" in refused.stderr
        with dev(checkout) as running:
            running.shows("billing is left out: run `souk up`")

    assert "created again (it was in ROLLBACK_COMPLETE)" in checkout.run("souk", "up", "--only", "billing").stdout


@pytest.fixture(scope="module")
def copied(grown: Grown, up: dict[str, Any]) -> Iterator[tuple[dict[str, str], Cloud]]:
    """A thing of `dev`, and a clone with the data of every application."""
    checkout = grown.checkout
    url = attach(checkout.home, "dev").outputs.apis["billing.v1"]
    invoice = use(url, checkout.run("souk", "token").stdout.strip(), "invoices")
    checkout.run("souk", "clone", "dev", "pr-1", "--with-data")
    yield invoice, attach(checkout.home, "pr-1")
    checkout.run("souk", "env", "rm", "pr-1")
    assert [name for name in all_names(local_aws(up["endpoint_url"])) if "pr-1" in name] == []


def test_a_clone_has_every_application_with_its_data(grown: Grown, copied: tuple[dict[str, str], Cloud]) -> None:
    invoice, clone = copied

    differences = json.loads(grown.checkout.run("souk", "env", "diff", "dev", "pr-1", "--json").stdout)
    stored = clone.aws.dynamodb.scan(TableName=clone.outputs.tables["billing"])["Items"]

    assert differences["applications"] == differences["template"] == differences["resources"] == {}
    assert invoice["id"] in json.dumps(stored)


def test_no_role_of_an_application_opens_what_another_stack_or_environment_has(
    grown: Grown, copied: tuple[dict[str, str], Cloud]
) -> None:
    _, clone = copied
    home = Environment("dev", clone.aws)
    roles = Roles(home)
    for stack in home.stacks:
        own = [role for role in roles.all if role.stack == stack.name]

        assert roles.opened(own, of_other_stacks(home, stack.name)) == []
        assert roles.opened(own, clone.environment.resources) == []
    # Without this, the refusals above would prove nothing.
    for name in ("billing", "reviews"):
        stack = f"souk-dev--{name}"
        own, its = ([each for each in group if each.stack == stack] for group in (roles.all, home.resources))
        assert f"{name.capitalize()}HttpRole can read {name.capitalize()}Table" in roles.opened(own, its, harmless=True)


def test_tokens_of_another_environment_open_no_operation_of_an_application(
    grown: Grown, copied: tuple[dict[str, str], Cloud]
) -> None:
    _, clone = copied
    dev = attach(grown.checkout.home, "dev")
    operations = [each for each in protected(grown.checkout.root) if each[1] in dev.outputs.apis]

    assert {api for _, api, _ in operations} >= {"billing.v1", "reviews.v1", "orders.v2"}
    for visitor in (clone.customer(), clone.staff()):
        assert {*statuses(dev, visitor, operations).values()} == {401}
    assert 401 not in statuses(dev, dev.customer(), operations).values()


@pytest.mark.sampled("application")
def test_a_clone_of_a_version_without_an_application_lacks_it_alone(grown: Grown, up: dict[str, Any]) -> None:
    checkout = grown.checkout

    checkout.run("souk", "clone", "dev", "old", "--ref", "HEAD~1", *CORE_ONLY)
    differences = json.loads(checkout.run("souk", "env", "diff", "dev", "old", "--json").stdout)
    checkout.run("souk", "env", "rm", "old")

    assert differences["applications"] == {"reviews": "only in dev"}
    assert differences["template"] == differences["resources"] == {}
