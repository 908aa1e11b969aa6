"""The snapshot of a deployment, from which a clone is made."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from souk.base.errors import SoukError
from souk.environments import snapshot
from souk.environments.snapshot import DeploymentSnapshot
from tests.fake_environment import FakeEnvironment, stack
from tests.souk.fake_storage import FakeBuckets

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
PROD = DeploymentSnapshot(
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


def only(snapshots: list[DeploymentSnapshot]) -> DeploymentSnapshot:
    [one] = snapshots
    return one


def test_a_clone_has_its_sources_parameters_except_its_identity():
    clone = only(snapshot.for_clone([PROD], "pr-7", {}))

    assert clone.parameters == {"Environment": "pr-7", "EndpointUrl": "", "LogLevel": "WARNING"}
    assert clone.version == "v1.2"


def test_a_clone_inherits_no_sender_no_alarm_target_and_no_protection():
    inherited = only(snapshot.for_clone([PROD], "pr-7", {})).parameters
    explicit = only(
        snapshot.for_clone([PROD], "pr-7", {"MailFrom": "pr-7@shop.example", "LogLevel": "DEBUG"})
    ).parameters

    assert {"MailFrom", "AlarmTopicArn", "Protect"} & inherited.keys() == set()
    assert (explicit["MailFrom"], explicit["LogLevel"]) == ("pr-7@shop.example", "DEBUG")


def test_an_unknown_parameter_is_refused_with_the_declared_ones():
    with pytest.raises(SoukError) as refused:
        only(snapshot.for_clone([PROD], "pr-7", {"LogLevle": "DEBUG"}))

    assert refused.value.message == "the template has no parameter LogLevle"
    assert "LogLevel" in refused.value.hint


def test_no_setting_renames_a_clone():
    assert only(snapshot.for_clone([PROD], "pr-7", {"Environment": "prod"})).parameters["Environment"] == "pr-7"


def test_the_fingerprint_does_not_depend_on_the_folder_of_the_code():
    moved = replace(PROD, template=TEMPLATE.replace("souk-prod/", "souk-pr-7/"))
    changed = replace(PROD, template=TEMPLATE.replace("42e21a", "42e21b"))

    assert moved.fingerprint == PROD.fingerprint
    assert changed.fingerprint != PROD.fingerprint


def test_a_clone_has_copies_of_the_code_so_that_its_source_can_be_removed():
    buckets = FakeBuckets(**{"souk-prod/42e21a": b"zip", "souk-prod/9b02f1": b"contract"})

    copied, url = snapshot.copy_artifacts(FakeEnvironment("pr-7", s3=buckets), PROD)

    assert copied.artifacts == {"souk-pr-7/42e21a", "souk-pr-7/9b02f1"}
    assert copied.artifacts <= {key for _, key in buckets.objects}
    assert url == f"http://127.0.0.1:1/code/souk-pr-7/{PROD.fingerprint}.template"
    assert buckets.objects["code", f"souk-pr-7/{PROD.fingerprint}.template"] == copied.template.encode()


def test_missing_code_is_an_error_with_an_alternative():
    with pytest.raises(SoukError) as refused:
        snapshot.copy_artifacts(FakeEnvironment("pr-7", s3=FakeBuckets()), PROD)

    assert "is no longer in s3://code/souk-prod/" in refused.value.message
    assert "--ref" in refused.value.hint


def test_a_snapshot_has_the_template_that_was_sent():
    stacks = [stack("dev", tags={"version": "v1.2-3-g0f3c1d2"})]
    cloudformation = SimpleNamespace(get_template=lambda **_: {"TemplateBody": TEMPLATE})
    environment = FakeEnvironment(stacks=stacks, cloudformation=cloudformation)

    taken = only(snapshot.take(environment))

    assert (taken.template, taken.version, taken.bucket) == (TEMPLATE, "v1.2-3-g0f3c1d2", "code")
    assert snapshot.bucket_of(environment) == "code"
    assert snapshot.bucket_of(FakeEnvironment("missing", stacks=[])) == ""


def test_applications_are_taken_after_the_core_and_after_those_that_they_read_from():
    reads = "Resources: {A: {Properties: {Url: !Sub '{{resolve:ssm:/souk/${Environment}/website/Url}}'}}}"
    templates = {"souk-dev": TEMPLATE, "souk-dev--premium": reads, "souk-dev--website": "Parameters: {LogLevel: {}}"}
    cloudformation = SimpleNamespace(get_template=lambda **request: {"TemplateBody": templates[request["StackName"]]})
    stacks = [stack("dev"), stack("dev", application="premium"), stack("dev", application="website")]

    taken = snapshot.take(FakeEnvironment(stacks=stacks, cloudformation=cloudformation))

    assert [one.application for one in taken] == ["", "website", "premium"]
    assert [one.bucket for one in taken] == ["code"] * 3


def test_each_stack_of_a_clone_gets_the_settings_that_its_template_declares():
    website = DeploymentSnapshot("Parameters: {Environment: {}, Offload: {}}", {"Offload": "true"}, "", "website")

    core, application = snapshot.for_clone([PROD, website], "pr-7", {"Offload": "false", "LogLevel": "DEBUG"})

    assert (core.parameters["LogLevel"], "Offload" in core.parameters) == ("DEBUG", False)
    assert application.parameters == {"Environment": "pr-7", "Offload": "false"}


def test_a_clone_may_leave_out_applications_that_no_other_needs():
    reads = 'Resources: {A: {Value: !Sub "{{resolve:ssm:/souk/${Environment}/website/Bucket}}"}}'
    website, premium = DeploymentSnapshot("", {}, "", "website"), DeploymentSnapshot(reads, {}, "", "premium")

    assert snapshot.without([PROD, website, premium], []) == [PROD, website, premium]
    assert snapshot.without([PROD, website, premium], ["premium", "website"]) == [PROD]
    with pytest.raises(SoukError, match="`premium` reads from `website`"):
        snapshot.without([PROD, website, premium], ["website"])


def test_an_application_that_is_not_there_cannot_be_left_out():
    with pytest.raises(SoukError, match="the source has no application `shop`") as refused:
        snapshot.without([PROD, DeploymentSnapshot("", {}, "", "website")], ["shop"])
    with pytest.raises(SoukError, match="the source has no application `core`"):
        snapshot.without([PROD], ["core"])

    assert refused.value.hint == "choose of: website"


def test_a_broken_application_is_repaired_before_its_environment_is_cloned():
    stacks = [stack("dev"), stack("dev", "ROLLBACK_COMPLETE", application="website")]

    with pytest.raises(SoukError, match="application `website` of `dev` is in state ROLLBACK_COMPLETE"):
        snapshot.take(FakeEnvironment(stacks=stacks))


def test_a_template_in_json_is_parsed():
    assert DeploymentSnapshot(json.dumps({"Parameters": {"Environment": {}}}), {}, "").declared == {"Environment"}
