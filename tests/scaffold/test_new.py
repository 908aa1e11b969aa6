"""A new service works at once: it passes the checks, is deployed beside the others, and goes without a trace."""

from __future__ import annotations

import json
import shutil
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError

from souk.cloud.clients import Aws, local_aws
from tests.scaffold.checkouts import Checkout
from tests.waiting import eventually

pytestmark = pytest.mark.xdist_group("scaffold")  # it is all made once
ABOUT_EVERY_SERVICE = ["tests/architecture", "tests/template", "tests/contracts", "tests/compat"]
ABOUT_EVERY_SERVICE += ["tests/chassis/test_openapi.py", "tests/docs/test_site.py"]
LEFT = ["services", "tests", "contracts", "sdk"]


@dataclass(frozen=True)
class Grown:
    """A checkout after each kind of `souk new`; `outputs` holds the output of each command."""

    checkout: Checkout
    outputs: dict[str, str]

    def holds(self, path: str) -> bool:
        return (self.checkout.root / path).exists()

    def text(self, path: str) -> str:
        return (self.checkout.root / path).read_text()


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grown]:
    checkout = Checkout.at(tmp_path_factory.mktemp("grown") / "checkout")
    outputs = {}
    without_a_commit_between = (
        "service billing --thing invoice",
        "event notifications MailSent",
        "reaction orders MailSent",
        "reaction billing MailSent",
    )
    for commands in (without_a_commit_between, ("service reviews",)):
        for command in commands:
            outputs[command] = checkout.run("souk", "new", *command.split()).stdout
        checkout.commit()
    yield Grown(checkout, outputs)
    checkout.run("souk", "down", "--erase", check=False)


@pytest.mark.slow
def test_what_was_made_is_there_and_said(grown: Grown) -> None:
    for command, name, route in (
        ("service reviews", "reviews", "/reviews"),
        ("service billing --thing invoice", "billing", "/invoices"),
    ):
        assert f"services/{name}/domain.py" in grown.outputs[command]
        assert grown.outputs[command].rstrip().endswith("souk up")
        assert route in json.loads(grown.text(f"contracts/openapi/{name}.v1.json"))["paths"]
        assert grown.holds(f"sdk/souk_sdk/{name}_v1/client.py")
    assert grown.holds("contracts/events/notifications.MailSent.v1.json")
    assert ", notifications.MailSent.v1]}\n" in grown.text("template.yaml")
    assert "FilterPolicy: {event: [users.UserErased.v1, notifications.MailSent.v1]}" in grown.text(
        "services/billing/template.yaml"
    )
    assert grown.checkout.git("diff", "--stat", "HEAD~2", "--", "template.yaml").count("|") == 1, "for orders alone"


@pytest.mark.slow
def test_it_passes_every_check_at_once(grown: Grown) -> None:
    # Tools that are out of date would be filled from the checkout's lock, and are this one's: they fail instead.
    grown.checkout.run("make", "--old-file=setup", f"UV={shutil.which('false')}", "lint")


@pytest.mark.slow
def test_it_passes_every_test_of_its_own_and_of_every_service(grown: Grown) -> None:
    own = ["tests/reviews", "tests/billing", "tests/orders"]
    grown.checkout.run("pytest", "-q", "-m", "not cloud and not slow", *own, *ABOUT_EVERY_SERVICE)


@pytest.fixture(scope="module")
def up(grown: Grown) -> dict[str, Any]:
    """The outputs of the environment with all of it."""
    grown.checkout.run("souk", "up", "--port", "auto")
    outputs: dict[str, Any] = json.loads(grown.checkout.run("souk", "outputs", "--json").stdout)
    return outputs


@pytest.mark.cloud
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


@pytest.mark.cloud
def test_the_core_stays_as_long_as_an_application_stands(up: dict[str, Any]) -> None:
    aws = local_aws(up["endpoint_url"])

    with pytest.raises(ClientError, match="Export souk-dev-core is imported by stack souk-dev--"):
        aws.cloudformation.delete_stack(StackName="souk-dev")


@pytest.mark.cloud
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


@pytest.mark.cloud
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


@pytest.mark.cloud
def test_a_new_service_is_used_and_removed_without_a_trace(grown: Grown, up: dict[str, Any]) -> None:
    checkout, outputs = grown.checkout, up
    aws = local_aws(outputs["endpoint_url"])

    review = use(outputs["apis"]["reviews.v1"], checkout.run("souk", "token").stdout.strip())

    assert set(outputs["apis"]) >= {"reviews.v1", "billing.v1", "orders.v1", "users.v1", "notifications.v1"}
    named = ("env", "SOUK_TESTS_ENV=dev", sys.executable, "-m", "pytest")
    checkout.run(*named, "-q", "-m", "cloud", "tests/reviews")  # what its store promises, kept by a real table
    [event] = eventually(lambda: [event for event in log_of(aws, outputs) if event["name"].startswith("reviews.")])
    assert (event["name"], event["aggregate_id"]) == ("reviews.ReviewCreated", review["id"])

    checkout.run("souk", "remove", "service", "reviews")
    try:
        removed = checkout.run("souk", "up").stdout

        assert "remove reviews" in removed
        assert removed.count("nothing changed") == 2, "the core and the other application"
        assert checkout.git("diff", "HEAD~1") == ""
        assert [path for folder in LEFT for path in (checkout.root / folder).rglob("*reviews*")] == []
        outputs = json.loads(checkout.run("souk", "outputs", "--json").stdout)
        assert "reviews.v1" not in outputs["apis"]
        assert [name for name in all_names(aws) if "reviews" in name] == []
    finally:
        checkout.git("restore", ".")


def use(url: str, token: str, things: str = "reviews") -> dict[str, str]:
    """Make a review or another thing, the same twice, and find it in the list; answers it."""
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=60, trust_env=False) as http:
        key = {"Idempotency-Key": str(uuid.uuid4())}
        first, again = (http.post(f"{url}/{things}", json={"name": "Splendid"}, headers=key) for _ in range(2))
        assert (first.status_code, again.json()) == (201, first.json()), first.text
        thing: dict[str, str] = first.json()
        assert http.get(f"{url}/{things}").json()["items"] == [thing]
        assert http.get(f"{url}/{things}/{thing['id']}").json() == thing
        refused = httpx.get(f"{url}/{things}", trust_env=False, timeout=60)
        assert (refused.status_code, refused.headers["Content-Type"]) == (401, "application/problem+json")
    return thing


def log_of(aws: Aws, outputs: dict[str, str]) -> list[dict[str, str]]:
    """All that was announced."""
    events = []
    for shard in aws.kinesis.list_shards(StreamName=outputs["event_stream_name"])["Shards"]:
        start = aws.kinesis.get_shard_iterator(
            StreamName=outputs["event_stream_name"], ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )
        records = aws.kinesis.get_records(ShardIterator=start["ShardIterator"])["Records"]
        events += [json.loads(record["Data"]) for record in records]
    return events


def all_names(aws: Aws) -> list[str]:
    """The names of all functions, tables, queues, APIs, roles, parameters and zips."""
    parameters = aws.ssm.get_paginator("describe_parameters").paginate()
    return [
        *(each["FunctionName"] for each in aws.functions.list_functions(MaxItems=500)["Functions"]),
        *aws.dynamodb.list_tables()["TableNames"],
        *aws.sqs.list_queues().get("QueueUrls", []),
        *(each["name"] for each in aws.apigateway.get_rest_apis(limit=500)["items"]),
        *(each["RoleName"] for each in aws.iam.list_roles(MaxItems=500)["Roles"]),
        *(each["Name"] for page in parameters for each in page["Parameters"]),
        *(each["Key"] for each in aws.s3.list_objects_v2(Bucket="souk-artifacts")["Contents"]),
    ]
