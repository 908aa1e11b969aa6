"""`souk clone` and `souk env` against the local cloud."""

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

from souk.base.lock import exclusive
from souk.base.paths import find_paths
from souk.cloud.environment import Environment, list_environments
from souk.environments import lifetime, orphans, registry, snapshot
from souk.environments.create_stack import create_stack
from tests.cloud import CORE_ONLY, ENV, SOUK, Cloud, alone, attach, clone, souk
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
"""The handle is never called, so this fails after many resources were created."""


def resources_of(cloud: Cloud, env: str) -> list[orphans.NamedResource]:
    """The resources of an environment in all services."""
    return orphans.find(Environment(env, cloud.aws), list_environments(cloud.aws).keys())


def has_stack(cloud: Cloud, env: str) -> bool:
    return Environment(env, cloud.aws).find_stack() is not None


def run(cloud: Cloud, *arguments: str) -> subprocess.CompletedProcess[str]:
    with alone(cloud.home):
        return souk(cloud.home, *arguments, check=False)


@contextmanager
def a_clone(cloud: Cloud, env: str, *options: str) -> Iterator[Cloud]:
    """A clone that is removed after the block."""
    yield clone(cloud, env, *options)
    assert run(cloud, "env", "rm", env).returncode == 0


def test_a_clone_with_data_has_the_orders_users_and_history_but_no_passwords(cloud: Cloud) -> None:
    demo = cloud.signed_in(cloud.outputs.demo["customer"])
    order_id = demo.order(cloud.product()).json()["id"]
    eventually(lambda: order_id in json.dumps(demo.get("notifications", "/notifications").json()))

    member, grant = f"/members/{order_id}", {"months": 1, "reason": "To be copied"}
    cloud.staff().post("premium", f"{member}/grants", json=grant).raise_for_status()
    before = datetime.now(UTC).replace(microsecond=0)  # an expiry is stored in whole seconds
    with a_clone(cloud, "copy", "--with-data", "--ttl", "1h") as copy:
        after = datetime.now(UTC)
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
        assert copy.staff().get("premium", member).json() == cloud.staff().get("premium", member).json()

        second = again.order(copy.product())
        assert second.status_code == 201
        assert cloud.staff().get("orders", f"/orders/{second.json()['id']}").status_code == 404

        differences = json.loads(run(cloud, "env", "diff", ENV, "copy", "--json").stdout)
        assert differences["template"] == {}
        assert differences["resources"] == {}
        assert set(differences["parameters"]) == {"MailFrom"}
        listed = {row["name"]: row for row in json.loads(run(cloud, "env", "ls", "--json").stdout)["environments"]}
        assert listed["copy"]["cloned_from"] == ENV
        assert listed["copy"]["version"] == listed[ENV]["version"] != ""
        ends = lifetime.end_of(listed["copy"]["expires_at"])
        assert ends
        assert before <= ends - timedelta(hours=1) <= after
        assert listed["copy"]["time_left"]
        description = json.loads((cloud.home / "environments" / "copy.json").read_text())
        assert description["apis"] == copy.outputs.apis

    assert resources_of(cloud, "copy") == []
    assert not (cloud.home / "environments" / "copy.json").exists()
    assert "copy" not in registry.records(cloud.aws)


def test_a_failed_deployment_is_rolled_back_with_its_reason_and_can_be_repeated(cloud: Cloud) -> None:
    deployed, *_applications = snapshot.take(Environment(ENV, cloud.aws))
    template = deployed.template.replace("\nResources:\n", f"\nResources:{BREAKS}", 1)
    template = template.replace("\nConditions:\n", "\nConditions:\n  Broken: !Equals [!Ref Break, 'yes']\n", 1)
    template = template.replace("\nParameters:\n", "\nParameters:\n  Break: {Type: String, Default: 'no'}\n", 1)
    [breakable] = snapshot.for_clone([replace(deployed, template=template)], "breakable", {})
    with alone(cloud.home):
        create_stack(Environment("breakable", cloud.aws), breakable, {}, lambda _: None)

    failed = run(cloud, "clone", "breakable", "half", "--set", "Break=yes")

    assert failed.returncode == 1
    assert "souk: the deployment of `half` failed and was rolled back; nothing is left of it" in failed.stderr
    assert "Breaks:" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert resources_of(cloud, "half") == []
    assert not has_stack(cloud, "half")
    assert run(cloud, "clone", "breakable", "half").returncode == 0
    for env in ("half", "breakable"):
        assert run(cloud, "env", "rm", env).returncode == 0


@pytest.mark.parametrize("command", [["clone", ENV, "killed", *CORE_ONLY], ["env", "gc"], ["env", "rm", "killed"]])
def test_the_rest_of_a_killed_clone_is_removed(cloud: Cloud, command: list[str]) -> None:
    with alone(cloud.home):
        arguments = [SOUK, "clone", ENV, "killed", *CORE_ONLY]
        environ = {**os.environ, "SOUK_HOME": str(cloud.home)}
        running = subprocess.Popen(arguments, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        eventually(lambda: has_stack(cloud, "killed"))
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert registry.record_of(Environment("killed", cloud.aws)).operation == f"clone of {ENV}"

    assert run(cloud, *command).returncode == 0

    if command[0] == "clone":
        assert attach(cloud.home, "killed").customer().get("orders", "/orders").status_code == 200
        assert registry.record_of(Environment("killed", cloud.aws)).operation == ""
        run(cloud, "env", "rm", "killed")
    assert resources_of(cloud, "killed") == []
    assert not has_stack(cloud, "killed")


def test_invalid_arguments_are_refused_in_one_line(cloud: Cloud) -> None:
    for arguments, message in (
        (["clone", ENV, ENV], f"environment `{ENV}` already exists"),
        (["clone", "nowhere", "x"], "no environment `nowhere`"),
        (["clone", ENV, "prod"], "`prod` is no name for a clone"),
        (["clone", ENV, "x", "--ref", "no-such-ref"], "git knows no version `no-such-ref`"),
        (["clone", ENV, "x", "--set", "LogLevle=DEBUG"], "the template has no parameter LogLevle"),
        (["env", "rm", "prod"], "`prod` is never removed"),
        (["env", "rm", "nowhere"], "no environment `nowhere`"),
        (["env", "diff", ENV, "nowhere"], "no environment `nowhere`"),
    ):
        refused = run(cloud, *arguments)

        assert refused.returncode == 1
        assert refused.stderr.startswith(f"souk: {message}"), refused.stderr
    assert resources_of(cloud, "x") == []


def test_a_table_that_outlived_an_environment_never_becomes_a_clones(cloud: Cloud) -> None:
    key = {"AttributeName": "pk", "AttributeType": "S"}
    cloud.aws.dynamodb.create_table(
        TableName="souk-kept-orders",
        AttributeDefinitions=[key],  # type: ignore[list-item]
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )

    refused = run(cloud, "clone", ENV, "kept")

    assert refused.returncode == 1
    assert "the name `kept` is in use: table souk-kept-orders" in refused.stderr
    assert [resource.name for resource in resources_of(cloud, "kept")] == ["souk-kept-orders"]
    cloud.aws.dynamodb.delete_table(TableName="souk-kept-orders")


def test_gc_removes_expired_environments_and_keeps_pinned_ones(cloud: Cloud) -> None:
    for env in ("short", "long"):
        environment = clone(cloud, env, "--ttl", "1m", *CORE_ONLY).environment
        expired = lifetime.expiry(timedelta(minutes=-1), datetime.now(UTC))
        registry.write(cloud.aws, replace(registry.record_of(environment), expires_at=expired))
    assert run(cloud, "env", "pin", "long").returncode == 0
    assert "over" in run(cloud, "env", "ls").stdout

    assert "would be removed" in run(cloud, "env", "gc", "--dry-run").stdout
    result = run(cloud, "env", "gc")

    assert result.returncode == 0
    assert resources_of(cloud, "short") == []
    assert {"long", ENV} <= {*list_environments(cloud.aws)}
    assert run(cloud, "env", "rm", "long").returncode == 0


def test_gc_keeps_what_a_command_that_still_runs_has_begun(cloud: Cloud) -> None:
    paths, begun = find_paths({"SOUK_HOME": str(cloud.home)}), registry.Record("begun", expires_at=lifetime.FOREVER)
    environ = {**os.environ, "SOUK_HOME": str(cloud.home)}
    with alone(cloud.home):
        with exclusive(paths, "souk clone"):
            registry.begin(cloud.aws, begun, f"clone of {ENV}")
            gc = subprocess.Popen([SOUK, "env", "gc"], env=environ, stdout=subprocess.PIPE, text=True)
            assert gc.stdout is not None
            assert "waiting" in gc.stdout.readline()
            registry.write(cloud.aws, begun)
        gc.communicate()

    assert gc.returncode == 0
    assert registry.records(cloud.aws)["begun"] == begun
    registry.forget(Environment("begun", cloud.aws))
