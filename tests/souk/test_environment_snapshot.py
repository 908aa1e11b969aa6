"""What a clone is made from."""

import json
from dataclasses import replace

import pytest

from souk.base.errors import SoukError
from souk.environments import snapshot
from souk.environments.snapshot import Blueprint
from tests.souk.fake_storage import FakeBuckets
from tests.souk.fakes import FakeStacks, cloud_of

TEMPLATE = """
Parameters:
  Environment: {Type: String}
  EndpointUrl: {Type: String}
  MailFrom: {Type: String}
  AlarmTopicArn: {Type: String}
  Protect: {Type: String}
  LogLevel: {Type: String}
Resources:
  OrdersHttp:
    Properties:
      CodeUri: s3://code/souk-prod/42e21a
  UsersApi:
    Properties:
      Location: 's3://code/souk-prod/9b02f1'
"""
PROD = Blueprint(
    TEMPLATE,
    {
        "Environment": "prod",
        "EndpointUrl": "",
        "MailFrom": "shop@shop.example",
        "AlarmTopicArn": "arn:people",
        "Protect": "true",
        "LogLevel": "WARNING",
        "GoneSince": "1",
    },
    "v1.2",
)


def test_a_clone_is_configured_like_its_original_but_is_not_the_original():
    plan = snapshot.for_clone(PROD, "pr-7", {})

    assert plan.parameters == {"Environment": "pr-7", "EndpointUrl": "", "LogLevel": "WARNING"}
    assert plan.version == "v1.2"


def test_a_clone_mails_nobody_alarms_nobody_and_may_be_removed_unless_told_otherwise():
    carried = snapshot.for_clone(PROD, "pr-7", {}).parameters
    told = snapshot.for_clone(PROD, "pr-7", {"MailFrom": "pr-7@shop.example", "LogLevel": "DEBUG"}).parameters

    assert {"MailFrom", "AlarmTopicArn", "Protect"} & carried.keys() == set()
    assert (told["MailFrom"], told["LogLevel"]) == ("pr-7@shop.example", "DEBUG")


def test_a_setting_that_the_template_does_not_know_is_refused_and_the_known_ones_are_named():
    with pytest.raises(SoukError) as refused:
        snapshot.for_clone(PROD, "pr-7", {"LogLevle": "DEBUG"})

    assert refused.value.message == "the template has no parameter LogLevle"
    assert "LogLevel" in refused.value.hint


def test_no_setting_gives_a_clone_another_name_than_its_own():
    assert snapshot.for_clone(PROD, "pr-7", {"Environment": "prod"}).parameters["Environment"] == "pr-7"


def test_the_same_code_has_the_same_fingerprint_in_whichever_folder_it_is():
    moved = replace(PROD, template=TEMPLATE.replace("souk-prod/", "souk-pr-7/"))
    changed = replace(PROD, template=TEMPLATE.replace("42e21a", "42e21b"))

    assert moved.fingerprint == PROD.fingerprint
    assert changed.fingerprint != PROD.fingerprint


def test_a_clone_has_copies_of_the_code_so_that_the_original_may_go_first():
    buckets = FakeBuckets(**{"souk-prod/42e21a": b"zip", "souk-prod/9b02f1": b"contract"})

    plan, url = snapshot.publish(cloud_of(s3=buckets), PROD, "pr-7")

    assert plan.artifacts == {"souk-pr-7/42e21a", "souk-pr-7/9b02f1"}
    assert plan.artifacts <= {key for _, key in buckets.objects}
    assert url == f"http://127.0.0.1:1/code/souk-pr-7/{PROD.fingerprint}.template"
    assert buckets.objects["code", f"souk-pr-7/{PROD.fingerprint}.template"] == plan.template.encode()


def test_code_that_is_gone_is_said_and_another_way_is_shown():
    with pytest.raises(SoukError) as refused:
        snapshot.publish(cloud_of(s3=FakeBuckets()), PROD, "pr-7")

    assert "is no longer in s3://code/souk-prod/" in refused.value.message
    assert "--ref" in refused.value.hint


def test_the_blueprint_of_an_environment_is_what_was_sent_not_what_is_checked_out():
    stacks = FakeStacks()
    stacks.add("dev")
    stacks.stacks["souk-dev"]["Tags"] = [{"Key": "version", "Value": "v1.2-3-g0f3c1d2"}]
    stacks.sent["souk-dev"] = TEMPLATE
    aws = cloud_of(cloudformation=stacks)

    plan = snapshot.of_environment(aws, "dev")

    assert (plan.template, plan.version, plan.bucket) == (TEMPLATE, "v1.2-3-g0f3c1d2", "code")
    assert snapshot.bucket_of(aws, "dev") == "code"
    assert snapshot.bucket_of(aws, "nix") == ""


def test_a_template_that_was_sent_as_json_is_one_too():
    assert Blueprint(json.dumps({"Parameters": {"Environment": {}}}), {}, "").declared == {"Environment"}
