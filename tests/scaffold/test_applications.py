"""An environment of several stacks: every command knows its applications, and one that fails harms no other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from souk.cloud.clients import local_aws
from tests.scaffold.grown import Grown, all_names, use

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("scaffold")]


def test_each_new_service_is_a_stack_of_its_own_which_every_command_knows(grown: Grown, up: dict[str, Any]) -> None:
    checkout = grown.checkout
    again = checkout.run("souk", "up").stdout
    [status] = json.loads(checkout.run("souk", "status", "--json").stdout)["environments"]
    [listed] = json.loads(checkout.run("souk", "env", "ls", "--json").stdout)["environments"]

    assert again.count("nothing changed") == 3
    assert status["applications"] == {"billing": "CREATE_COMPLETE", "reviews": "CREATE_COMPLETE"}
    assert {service["name"] for service in status["services"]} >= {"billing", "reviews", "orders"}
    assert listed["applications"] == status["applications"]
    assert [*up["applications"]] == ["billing", "reviews"]
    assert {"billing", "reviews"} < up["dlqs"].keys()
    assert "There are no dead letters" in checkout.run("souk", "dlq", "ls", "reviews").stdout


def test_the_core_stays_as_long_as_an_application_stands(up: dict[str, Any]) -> None:
    aws = local_aws(up["endpoint_url"])

    with pytest.raises(ClientError, match="Export souk-dev-core is imported by stack souk-dev--"):
        aws.cloudformation.delete_stack(StackName="souk-dev")


def test_an_application_that_fails_says_why_and_leaves_the_others_up(grown: Grown, up: dict[str, Any]) -> None:
    checkout = grown.checkout
    for name, was, becomes in (
        ("reviews", "core/AlarmTopic", "core/AlarmBell"),
        ("billing", "-billing-dlq.fifo", "-billing-dlq"),
    ):
        template = checkout.root / f"services/{name}/template.yaml"
        template.write_text(template.read_text().replace(was, becomes))
    try:
        failed = checkout.run("souk", "up", check=False)

        assert failed.returncode == 1
        assert "2 of dev's stacks failed, the others are up" in failed.stderr
        assert "`reviews` reads AlarmBell of the core, which `dev` does not publish" in failed.stderr
        assert "the deployment of `billing` of `dev` failed" in failed.stderr
        assert "BillingDlq: " in failed.stderr
        checkout.run("souk", "up", "--without", "billing", "--without", "reviews")
    finally:
        checkout.git("restore", ".")
    # A rolled back update left it as it was deployed before.
    assert checkout.run("souk", "up", "--only", "billing").stdout.count("nothing changed") == 2


def test_a_clone_has_every_application_with_its_data_and_goes_without_a_trace(grown: Grown, up: dict[str, Any]) -> None:
    checkout, aws = grown.checkout, local_aws(up["endpoint_url"])
    invoice = use(up["apis"]["billing.v1"], checkout.run("souk", "token").stdout.strip(), "invoices")

    checkout.run("souk", "clone", "dev", "pr-1", "--with-data")
    clone = json.loads(checkout.run("souk", "outputs", "--env", "pr-1", "--json").stdout)
    differences = json.loads(checkout.run("souk", "env", "diff", "dev", "pr-1", "--json").stdout)
    stored = aws.dynamodb.scan(TableName=clone["tables"]["billing"])["Items"]
    checkout.run("souk", "env", "rm", "pr-1")

    assert differences["template"] == differences["resources"] == {}
    assert invoice["id"] in json.dumps(stored)
    assert [name for name in all_names(aws) if "pr-1" in name] == []
