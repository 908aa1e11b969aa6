"""A new service works at once: it passes the checks, is deployed beside the others, and goes without a trace."""

from __future__ import annotations

import json
import shutil
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

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


@pytest.mark.slow
def test_it_passes_every_check_at_once(grown: Grown) -> None:
    # Tools that are out of date would be filled from the checkout's lock, and are this one's: they fail instead.
    grown.checkout.run("make", "--old-file=setup", f"UV={shutil.which('false')}", "lint")


@pytest.mark.slow
def test_it_passes_every_test_of_its_own_and_of_every_service(grown: Grown) -> None:
    own = ["tests/reviews", "tests/billing", "tests/orders"]
    grown.checkout.run("pytest", "-q", "-m", "not cloud and not slow", *own, *ABOUT_EVERY_SERVICE)


@pytest.mark.cloud
def test_a_new_service_is_deployed_beside_the_others_used_and_removed_without_a_trace(grown: Grown) -> None:
    checkout = grown.checkout
    checkout.run("souk", "up", "--port", "auto")
    outputs = json.loads(checkout.run("souk", "outputs", "--json").stdout)
    aws = local_aws(outputs["endpoint_url"])

    review = use(outputs["apis"]["reviews.v1"], checkout.run("souk", "token").stdout.strip())

    assert set(outputs["apis"]) >= {"reviews.v1", "billing.v1", "orders.v1", "users.v1", "notifications.v1"}
    named = ("env", "SOUK_TESTS_ENV=dev", sys.executable, "-m", "pytest")
    checkout.run(*named, "-q", "-m", "cloud", "tests/reviews")  # what its store promises, kept by a real table
    [event] = eventually(lambda: [event for event in log_of(aws, outputs) if event["name"].startswith("reviews.")])
    assert (event["name"], event["aggregate_id"]) == ("reviews.ReviewCreated", review["id"])

    checkout.run("souk", "remove", "service", "reviews")
    try:
        checkout.run("souk", "up")

        assert checkout.git("diff", "HEAD~1") == ""
        assert [path for folder in LEFT for path in (checkout.root / folder).rglob("*reviews*")] == []
        outputs = json.loads(checkout.run("souk", "outputs", "--json").stdout)
        assert "reviews.v1" not in outputs["apis"]
        assert [name for name in all_names(aws) if "reviews" in name] == []
    finally:
        checkout.git("restore", ".")


def use(url: str, token: str) -> dict[str, str]:
    """Make a review, the same twice, and find it in the list; answers it."""
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=60, trust_env=False) as http:
        key = {"Idempotency-Key": str(uuid.uuid4())}
        first, again = (http.post(f"{url}/reviews", json={"name": "Splendid"}, headers=key) for _ in range(2))
        assert (first.status_code, again.json()) == (201, first.json()), first.text
        review: dict[str, str] = first.json()
        assert http.get(f"{url}/reviews").json()["items"] == [review]
        assert http.get(f"{url}/reviews/{review['id']}").json() == review
        refused = httpx.get(f"{url}/reviews", trust_env=False, timeout=60)
        assert (refused.status_code, refused.headers["Content-Type"]) == (401, "application/problem+json")
    return review


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
    """The names of all functions, tables, queues, APIs and roles."""
    return [
        *(each["FunctionName"] for each in aws.functions.list_functions(MaxItems=500)["Functions"]),
        *aws.dynamodb.list_tables()["TableNames"],
        *aws.sqs.list_queues().get("QueueUrls", []),
        *(each["name"] for each in aws.apigateway.get_rest_apis(limit=500)["items"]),
        *(each["RoleName"] for each in aws.iam.list_roles(MaxItems=500)["Roles"]),
    ]
