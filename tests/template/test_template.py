"""Promises of the template: names that never collide, least privilege, and an alarm for each failure."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import MISSING, fields
from importlib import import_module
from typing import Any

import pytest

from chassis.core.metrics import UNUSABLE_ROWS
from chassis.messaging.outbox_relay import RelaySettings
from chassis.runtime import settings
from chassis.runtime.logs import DIMENSIONS, NAMESPACE
from souk.cloud.versions import ALIAS
from souk.contracts import export
from tests.template.reading import (
    FUNCTIONS,
    RESOURCES,
    ROOT,
    TEMPLATES,
    actions,
    defaults,
    of_type,
    resolved,
    statements,
)

NAMING = {"FunctionName", "TableName", "QueueName", "TopicName", "UserPoolName", "ClientName", "LogGroupName"}
NAMING |= {"AlarmName", "Name", "EmailIdentity"}
SERVICES = [service.capitalize() for service in export.services(ROOT)]
CONSUMERS = [service for service in SERVICES if f"{service}Queue" in RESOURCES]
RELAYS = {name for name, function in FUNCTIONS.items() if "TOPIC_ARN" in str(function.get("Environment"))}
STREAMS = {function for function in FUNCTIONS if function.endswith(("Stream", "Kinesis"))}


def kebab(function: str) -> str:
    return "-".join(re.findall("[A-Z][a-z0-9]+", function)).lower()


def names(properties: dict[str, Any]) -> list[Any]:
    own = [value for key, value in properties.items() if key in NAMING and "Ref" not in value]
    events = [
        event["Properties"]["Name"] for event in properties.get("Events", {}).values() if "Name" in event["Properties"]
    ]
    return own + events


@pytest.mark.parametrize("resource", sorted(name for name, entry in RESOURCES.items() if names(entry["Properties"])))
def test_a_name_derives_from_the_environment(resource: str) -> None:
    for name in names(RESOURCES[resource]["Properties"]):
        assert re.search(r"(^|[^a-z])(souk-|shop@|/souk/)\$\{Environment\}", json.dumps(name)), name


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_a_function_has_a_role_and_a_log_of_its_own(function: str) -> None:
    properties = FUNCTIONS[function]

    assert properties["Role"] == {"GetAtt": f"{function}Role.Arn"}
    assert properties["LoggingConfig"] == {"LogGroup": {"Ref": f"{function}Logs"}}
    assert properties["FunctionName"] == {"Sub": f"souk-${{Environment}}-{kebab(function)}"}
    log = RESOURCES[f"{function}Logs"]["Properties"]
    assert log["LogGroupName"] == {"Sub": f"/aws/lambda/souk-${{Environment}}-{kebab(function)}"}
    assert log["RetentionInDays"] == {"Ref": "LogRetentionDays"}


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_a_function_may_do_named_things_with_named_things(function: str) -> None:
    for statement in statements(f"{function}Role"):
        assert not any("*" in action for action in actions(statement)), statement
        tracing = all(action.startswith("xray:") for action in actions(statement))
        assert statement["Resource"] != "*" or tracing, statement


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_a_function_touches_only_the_table_of_its_service(function: str) -> None:
    others = {*SERVICES} - {re.findall("[A-Z][a-z]+", function)[0]}

    for other in others:
        assert f"{other}Table" not in json.dumps(statements(f"{function}Role"))


def test_only_relays_publish() -> None:
    publishing = {
        function
        for function in FUNCTIONS
        for statement in statements(f"{function}Role")
        if {"sns:Publish", "kinesis:PutRecords"} & {*actions(statement)}
    }

    assert publishing == RELAYS


def test_the_topic_lets_roles_of_its_environment_publish_also_those_of_another_stack() -> None:
    allow = of_type("AWS::SNS::TopicPolicy")["EventTopicPolicy"]["PolicyDocument"]["Statement"][0]

    assert allow["Principal"] == {"AWS": {"Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}
    assert allow["Condition"] == {"StringEquals": {"aws:PrincipalTag/environment": {"Ref": "Environment"}}}


def test_every_topic_has_a_policy_because_the_default_one_lets_every_role_of_the_account_publish() -> None:
    covered = [topic["Ref"] for policy in of_type("AWS::SNS::TopicPolicy").values() for topic in policy["Topics"]]

    assert sorted(covered) == sorted(of_type("AWS::SNS::Topic"))


def test_only_alarms_of_the_environment_publish_to_its_alarm_topic() -> None:
    (allow,) = of_type("AWS::SNS::TopicPolicy")["AlarmTopicPolicy"]["PolicyDocument"]["Statement"]

    assert allow["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert "alarm:souk-${Environment}-*" in json.dumps(allow["Condition"])


def test_documentation_reads_no_variables() -> None:
    assert [name for name in FUNCTIONS if name.endswith("Docs") and "Environment" in FUNCTIONS[name]] == []


@pytest.mark.parametrize("function", sorted(name for name in FUNCTIONS if not name.endswith("Docs")))
def test_a_function_has_the_variables_that_it_reads_at_cold_start_and_no_others(function: str) -> None:
    variables = {*defaults(function)["Environment"]["Variables"], *FUNCTIONS[function]["Environment"]["Variables"]}
    module = FUNCTIONS[function]["Handler"].rpartition(".")[0]
    source = (ROOT / "services" / f"{module.replace('.', '/')}.py").read_text()
    loaded = re.search(r"(\w+Settings)\.load\(os\.environ\)", source)
    own = vars(import_module(f"{module.partition('.')[0]}.settings"))
    read = fields({**vars(settings), **own}[loaded[1]] if loaded else RelaySettings)

    assert {field.name.upper() for field in read if field.default is MISSING} <= variables | {"AWS_REGION"}
    assert variables <= {field.name.upper() for field in read} | {"AWS_ENDPOINT_URL"}


@pytest.mark.parametrize("service", CONSUMERS)
def test_a_message_stays_away_for_six_times_as_long_as_it_may_take(service: str) -> None:
    queue, function = RESOURCES[f"{service}Queue"]["Properties"], FUNCTIONS[f"{service}Sqs"]

    assert queue["VisibilityTimeout"] == 6 * function.get("Timeout", defaults(f"{service}Sqs")["Timeout"])
    assert queue["RedrivePolicy"]["deadLetterTargetArn"] == {"GetAtt": f"{service}Dlq.Arn"}
    (mapping,) = sources(f"{service}Sqs")
    assert mapping["EventSourceArn"] == {"GetAtt": f"{service}Queue.Arn"}
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize("function", sorted(STREAMS))
def test_a_stream_is_never_stuck_for_good_and_what_is_given_up_is_told(function: str) -> None:
    (mapping,) = sources(function)

    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["MaximumRetryAttempts"] > 0
    assert mapping["MaximumRecordAgeInSeconds"] > 0
    assert resolved(mapping["DestinationConfig"]["OnFailure"]["Destination"]) == {"GetAtt": "GivenUp.Arn"}


def sources(function: str) -> list[dict[str, Any]]:
    """The queues and streams that feed a function."""
    mappings = of_type("AWS::Lambda::EventSourceMapping").values()
    return [mapping for mapping in mappings if mapping["FunctionName"] == {"Ref": f"{function}Alias{ALIAS}"}]


def watched(metric: str) -> set[str]:
    """The names whose metric has an alarm, without `souk-ENV-`."""
    alarms = {name: alarm for name, alarm in of_type("AWS::CloudWatch::Alarm").items() if alarm["MetricName"] == metric}
    service_alarms = [alarm for name, alarm in alarms.items() if not name.endswith("VersionAlarm")]
    notified = {"If": ["OwnAlarmTopic", {"Ref": "AlarmTopic"}, {"Ref": "AlarmTopicArn"}]}
    assert all([resolved(each) for each in alarm["AlarmActions"]] == [notified] for alarm in service_alarms)
    texts = [json.dumps(alarm["Dimensions"][0]["Value"]) for alarm in service_alarms]
    return {re.sub(r'.*(\$\{Environment\}-|"GetAtt": ")|(\.QueueName)?"\}$', "", text) for text in texts}


def dead_letter_queues() -> dict[str, dict[str, Any]]:
    """The queues that another one hands its messages to after too many attempts."""
    queues = of_type("AWS::SQS::Queue")
    targets = [queue["RedrivePolicy"]["deadLetterTargetArn"] for queue in queues.values() if "RedrivePolicy" in queue]
    return {name: queue for name, queue in queues.items() if {"GetAtt": f"{name}.Arn"} in targets}


def watched_rows() -> set[str]:
    """The services whose unusable rows have an alarm: their log lines are the metric."""
    alarms = [alarm for alarm in of_type("AWS::CloudWatch::Alarm").values() if alarm["Namespace"] == NAMESPACE]
    watched = [{each["Name"]: each["Value"] for each in alarm["Dimensions"]} for alarm in alarms]
    assert all(alarm["MetricName"] == UNUSABLE_ROWS for alarm in alarms)
    assert all([*each] == DIMENSIONS and each["environment"] == {"Ref": "Environment"} for each in watched)
    return {each["service"] for each in watched}


def test_whatever_fails_in_the_background_raises_an_alarm() -> None:
    # The caller of an API, the reader of its page and the operator of a replay see failures themselves.
    background = {kebab(function) for function in FUNCTIONS if not function.endswith(("Docs", "Http", "Replay"))}

    assert watched("Errors") == background
    assert watched("IteratorAge") == {kebab(function) for function in STREAMS}
    assert watched("ApproximateNumberOfMessagesVisible") == {
        *(queue["QueueName"]["Sub"].removeprefix("souk-${Environment}-") for queue in dead_letter_queues().values()),
        "GivenUp",
    }
    assert watched_rows() == {service.lower() for service in SERVICES if f"{service}Table" in RESOURCES}
    assert watched("5XXError") == {kebab(api.removesuffix("Api")) for api in of_type("AWS::Serverless::Api")}


@pytest.mark.parametrize("kind", ["AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table", "AWS::Cognito::UserPool"])
def test_what_holds_data_outlives_a_protected_stack(kind: str) -> None:
    kept = {"If": ["Protected", "Retain", "Delete"]}

    for resource in (entry for entry in RESOURCES.values() if entry["Type"] == kind):
        assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == kept
        assert json.dumps({"If": ["Protected"]})[:-2] in json.dumps(resource["Properties"])


@pytest.mark.parametrize("section", ["default", "staging", "prod"])
def test_an_environment_is_deployed_under_its_own_name(section: str) -> None:
    settings = tomllib.loads((ROOT / "samconfig.toml").read_text())[section]
    env = "dev" if section == "default" else section
    deploy = settings["deploy"]["parameters"]

    assert settings["global"]["parameters"]["stack_name"] == deploy["s3_prefix"] == f"souk-{env}"
    assert f"Environment={env}" in deploy["parameter_overrides"].split()
    assert ("Protect=true" in deploy["parameter_overrides"].split()) is (env == "prod")
    assert deploy["confirm_changeset"] is (env == "prod")


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_a_function_is_told_of_an_endpoint_in_the_local_cloud_alone(function: str) -> None:
    endpoint = defaults(function)["Environment"]["Variables"]["AWS_ENDPOINT_URL"]

    assert endpoint == {"If": ["Local", {"Ref": "EndpointUrl"}, {"Ref": "AWS::NoValue"}]}


def test_each_api_has_its_share_of_the_concurrency_where_one_is_reserved() -> None:
    shares = {name: function.get("ReservedConcurrentExecutions") for name, function in FUNCTIONS.items()}

    by_default = {read["Parameters"].get("ApiConcurrency", {}).get("Default", 0) for read in TEMPLATES.values()}
    assert by_default == {0}, "a new account has nothing to reserve from"
    assert {name for name, share in shares.items() if share} == {name for name in FUNCTIONS if name.endswith("Http")}
    assert all(
        share == {"If": ["ApisShareAll", {"Ref": "AWS::NoValue"}, {"Ref": "ApiConcurrency"}]}
        for share in shares.values()
        if share
    )


def test_what_may_hold_a_name_forgets_it_when_docs_say() -> None:
    by_default, days = 4, 24 * 3600
    kept = {
        name: int(queue.get("MessageRetentionPeriod", by_default * days)) / days
        for name, queue in of_type("AWS::SQS::Queue").items()
    }

    assert {name for name, for_days in kept.items() if for_days > by_default} == {"GivenUp", *dead_letter_queues()}
    assert max(kept.values()) == 14
