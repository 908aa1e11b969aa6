"""`souk clone` and `souk env` as they are typed, against the local cloud."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from souk.cloud import stack
from souk.environments import create_stack, lifetime, orphans, registry, snapshot
from tests.cloud import ENV, SOUK, Cloud, alone, clone, known, souk
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("two environments")]
BREAKS = """
  Awaited:
    Type: AWS::CloudFormation::WaitConditionHandle
    Condition: Broken
  Breaks:
    Type: AWS::CloudFormation::WaitCondition
    Condition: Broken
    DependsOn: OrdersHttp
    Properties: {Handle: !Ref Awaited, Timeout: 1}
"""
"""Nobody ever calls the handle, so that this fails when much is there already."""


def everything_of(cloud: Cloud, env: str) -> list[orphans.Thing]:
    """What any service still has of an environment."""
    return orphans.belonging_to(cloud.aws, env, stack.every(cloud.aws).keys())


def typed(cloud: Cloud, *arguments: str) -> subprocess.CompletedProcess[str]:
    with alone(cloud.home):
        return souk(cloud.home, *arguments, check=False)


@contextmanager
def a_clone(cloud: Cloud, env: str, *options: str) -> Iterator[Cloud]:
    """A clone for the length of a block."""
    yield clone(cloud, env, *options)
    assert typed(cloud, "env", "rm", env).returncode == 0


def test_a_clone_with_data_has_the_orders_the_people_and_their_history_but_no_password(cloud: Cloud) -> None:
    demo = cloud.signed_in(cloud.outputs.demo["customer"])
    order_id = demo.order(cloud.product()).json()["id"]
    eventually(lambda: order_id in json.dumps(demo.get("notifications", "/notifications").json()))

    began = datetime.now(UTC).replace(microsecond=0)  # an end is kept in whole seconds
    with a_clone(cloud, "copy", "--with-data", "--ttl", "1h") as copy:
        made = datetime.now(UTC)
        person = copy.outputs.demo["customer"]
        again = copy.signed_in(person)
        assert person.username == cloud.outputs.demo["customer"].username
        assert person.password != cloud.outputs.demo["customer"].password
        assert again.get("orders", f"/orders/{order_id}").status_code == 200
        assert again.get("users", "/users/me").json()["name"] == demo.get("users", "/users/me").json()["name"]
        assert order_id in json.dumps(again.get("notifications", "/notifications").json())
        with pytest.raises(copy.aws.cognito.exceptions.NotAuthorizedException):
            copy.tokens(replace(person, password=cloud.outputs.demo["customer"].password))
        assert copy.staff().get("orders", f"/orders/{order_id}").status_code == 200

        second = again.order(copy.product())
        assert second.status_code == 201
        assert cloud.staff().get("orders", f"/orders/{second.json()['id']}").status_code == 404

        found = json.loads(typed(cloud, "env", "diff", ENV, "copy", "--json").stdout)
        assert found["template"] == {}
        assert found["resources"] == {}
        assert set(found["parameters"]) == {"MailFrom"}
        listed = {row["name"]: row for row in json.loads(typed(cloud, "env", "ls", "--json").stdout)["environments"]}
        assert listed["copy"]["cloned_from"] == ENV
        assert listed["copy"]["version"] == listed[ENV]["version"] != ""
        ends = lifetime.end_of(listed["copy"]["expires_at"])
        assert ends
        assert began <= ends - timedelta(hours=1) <= made
        assert listed["copy"]["time_left"]
        described = json.loads((cloud.home / "environments" / "copy.json").read_text())
        assert described["apis"] == copy.outputs.apis

    assert everything_of(cloud, "copy") == []
    assert not (cloud.home / "environments" / "copy.json").exists()
    assert "copy" not in registry.entries(cloud.aws)


def test_a_deployment_that_fails_half_way_is_rolled_back_said_so_and_can_be_repeated(cloud: Cloud) -> None:
    plan = snapshot.of_environment(cloud.aws, ENV)
    template = plan.template.replace("\nResources:\n", f"\nResources:{BREAKS}", 1)
    template = template.replace("\nConditions:\n", "\nConditions:\n  Broken: !Equals [!Ref Break, 'yes']\n", 1)
    template = template.replace("\nParameters:\n", "\nParameters:\n  Break: {Type: String, Default: 'no'}\n", 1)
    mined = snapshot.for_clone(replace(plan, template=template), "mined", {})
    with alone(cloud.home):
        create_stack.launch(cloud.aws, "mined", mined, {}, lambda _: None)

    failed = typed(cloud, "clone", "mined", "half", "--set", "Break=yes")

    assert failed.returncode == 1
    assert "souk: the deployment of `half` failed and was rolled back; nothing is left of it" in failed.stderr
    assert "Breaks:" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert everything_of(cloud, "half") == []
    assert stack.find(cloud.aws, "half") is None
    assert typed(cloud, "clone", "mined", "half").returncode == 0
    for env in ("half", "mined"):
        assert typed(cloud, "env", "rm", env).returncode == 0


@pytest.mark.parametrize("goes_on", [["clone", ENV, "killed"], ["env", "gc"], ["env", "rm", "killed"]])
def test_what_a_killed_clone_left_goes_with_the_next_one_or_is_swept(cloud: Cloud, goes_on: list[str]) -> None:
    with alone(cloud.home):
        command = [SOUK, "clone", ENV, "killed"]
        environ = {**os.environ, "SOUK_HOME": str(cloud.home)}
        running = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        eventually(lambda: stack.find(cloud.aws, "killed"))
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert registry.entry_of(cloud.aws, "killed").doing == f"clone of {ENV}"

    assert typed(cloud, *goes_on).returncode == 0

    if goes_on[0] == "clone":
        assert known(cloud.home, "killed").customer().get("orders", "/orders").status_code == 200
        assert registry.entry_of(cloud.aws, "killed").doing == ""
        typed(cloud, "env", "rm", "killed")
    assert everything_of(cloud, "killed") == []
    assert stack.find(cloud.aws, "killed") is None


def test_a_name_that_is_taken_or_a_source_that_is_not_there_is_one_clear_line(cloud: Cloud) -> None:
    for arguments, said in (
        (["clone", ENV, ENV], f"environment `{ENV}` is already there"),
        (["clone", "nowhere", "x"], "no environment `nowhere`"),
        (["clone", ENV, "prod"], "`prod` is no name for a clone"),
        (["clone", ENV, "x", "--ref", "no-such-ref"], "git knows no version `no-such-ref`"),
        (["clone", ENV, "x", "--set", "LogLevle=DEBUG"], "the template has no parameter LogLevle"),
        (["env", "rm", "prod"], "`prod` is never removed"),
        (["env", "rm", "nowhere"], "no environment `nowhere`"),
        (["env", "diff", ENV, "nowhere"], "no environment `nowhere`"),
    ):
        refused = typed(cloud, *arguments)

        assert refused.returncode == 1
        assert refused.stderr.startswith(f"souk: {said}"), refused.stderr
    assert everything_of(cloud, "x") == []


def test_a_table_that_outlived_an_environment_is_never_taken_for_a_clones_own(cloud: Cloud) -> None:
    key = {"AttributeName": "pk", "AttributeType": "S"}
    cloud.aws.dynamodb.create_table(
        TableName="souk-kept-orders",
        AttributeDefinitions=[key],  # type: ignore[list-item]
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )

    refused = typed(cloud, "clone", ENV, "kept")

    assert refused.returncode == 1
    assert "`kept` is no free name: table souk-kept-orders already there" in refused.stderr
    assert [thing.name for thing in everything_of(cloud, "kept")] == ["souk-kept-orders"]
    cloud.aws.dynamodb.delete_table(TableName="souk-kept-orders")


def test_gc_takes_those_whose_time_is_over_and_leaves_those_that_are_pinned(cloud: Cloud) -> None:
    clone(cloud, "short", "--ttl", "1m")
    clone(cloud, "long", "--ttl", "1m")
    assert typed(cloud, "env", "pin", "long").returncode == 0
    eventually(lambda: "over" in typed(cloud, "env", "ls").stdout, pause=1)

    assert "would go" in typed(cloud, "env", "gc", "--dry-run").stdout
    swept = typed(cloud, "env", "gc")

    assert swept.returncode == 0
    assert everything_of(cloud, "short") == []
    assert {"long", ENV} <= {*stack.environments(cloud.aws)}
    assert typed(cloud, "env", "rm", "long").returncode == 0
