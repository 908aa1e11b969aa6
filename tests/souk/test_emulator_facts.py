"""The emulator's differences that `souk/local/` corrects. If one of these tests fails, a workaround can go."""

from __future__ import annotations

import io
import json
import signal
import zipfile

import httpx
import pytest

from souk.cloud import versions
from souk.cloud.clients import local_aws
from souk.local import cloud, emulator, ports, processes
from tests.waiting import PATIENCE, eventually

pytestmark = pytest.mark.cloud

FUNCTION = """
import importlib.util, os
def handler(event, context):
    for record in event.get("Records", []):
        print(record["dynamodb"]["Keys"]["pk"]["S"])
    return {
        "packages": [name for name in ("ministack", "boto3", "yaml", "pip") if importlib.util.find_spec(name)],
        "environment": sorted(os.environ),
    }
"""
BUSY = """
import os, time
def handler(event, context):
    while not os.path.exists("{sign}"):
        time.sleep(0.05)
    print(event if isinstance(event, str) else "called")
    return {{"statusCode": 200, "body": "done"}}
"""
ROLE = {"Version": "2012-10-17", "Statement": []}


def a_function(aws, name="facts", code=FUNCTION):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("facts.py", code)
    role = aws.iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(ROLE))["Role"]["Arn"]
    aws.functions.create_function(
        FunctionName=name,
        Runtime="python3.11",
        Role=role,
        Handler="facts.handler",
        Timeout=60,
        Code={"ZipFile": packed.getvalue()},
    )


def test_a_function_sees_its_own_packages_only_and_nothing_of_the_developer(local, monkeypatch):
    monkeypatch.setenv("SOUK_TEST_SECRET", "secret")
    aws = local_aws(local.endpoint_url)
    a_function(aws)

    seen = json.loads(aws.functions.invoke(FunctionName="facts")["Payload"].read())

    assert seen["packages"] == []
    assert "SOUK_TEST_SECRET" not in seen["environment"]


def test_all_that_it_keeps_is_for_its_owner_alone_and_its_log_names_nobody(local, paths):
    ses = local_aws(local.endpoint_url).client("sesv2")
    ses.create_email_identity(EmailIdentity="shop@souk.example")
    ses.send_email(
        FromEmailAddress="shop@souk.example",
        Destination={"ToAddresses": ["ada@souk.example"]},
        Content={"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Hello"}}}},
    )

    interpreter = paths.cloud_dir / "python"
    kept = [path for path in paths.cloud_dir.rglob("*") if not path.is_symlink() and interpreter not in path.parents]
    assert [path for path in (paths.cloud_dir, paths.cloud_log, *kept) if path.stat().st_mode & 0o077] == []
    assert "ada@souk.example" not in paths.cloud_log.read_text()


def test_a_killed_clouds_functions_are_ended_by_the_next_start(local, paths):
    aws = local_aws(local.endpoint_url)
    a_function(aws, code="import time\ndef handler(event, context):\n    time.sleep(60)\n")
    aws.functions.invoke(FunctionName="facts", InvocationType="Event")
    busy = eventually(lambda: [pid for pid in processes.tree(local.pid) if pid != local.pid])

    processes.send(local.pid, local.identity, signal.SIGKILL)
    eventually(lambda: processes.identity(local.pid) is None)
    cloud.start(paths, ports.free())

    assert [pid for pid in busy if processes.identity(pid)] == []


def test_after_a_restart_no_record_of_a_tables_stream_is_skipped(local, paths):
    aws = local_aws(local.endpoint_url)
    a_function(aws)
    table = aws.dynamodb.create_table(
        TableName="facts",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]
    aws.functions.create_event_source_mapping(
        FunctionName="facts", EventSourceArn=table["LatestStreamArn"], StartingPosition="TRIM_HORIZON"
    )
    for number in range(5):
        aws.dynamodb.put_item(TableName="facts", Item={"pk": {"S": f"before {number}"}})
    eventually(lambda: "before 4" in messages(aws))

    cloud.stop(paths, local)
    cloud.start(paths, local.port)
    aws.dynamodb.put_item(TableName="facts", Item={"pk": {"S": "after"}})

    eventually(lambda: "after" in messages(aws))


def messages(aws):
    try:
        return [event["message"] for event in aws.logs.filter_log_events(logGroupName="/aws/lambda/facts")["events"]]
    except aws.logs.exceptions.ResourceNotFoundException:
        return []


def test_an_imported_contract_loses_its_gateway_responses(local):
    aws = local_aws(local.endpoint_url)
    contract = {
        "openapi": "3.0.1",
        "info": {"title": "facts", "version": "1"},
        "paths": {},
        emulator.GATEWAY_RESPONSES: {"UNAUTHORIZED": {"statusCode": 418}},
    }

    api = aws.apigateway.import_rest_api(body=json.dumps(contract).encode())

    response = aws.apigateway.get_gateway_response(restApiId=api["id"], responseType="UNAUTHORIZED")
    assert response["defaultResponse"]


def test_cloudformation_forgets_that_a_topic_is_fifo(local):
    aws = local_aws(local.endpoint_url)
    topic = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "facts.fifo", "FifoTopic": True}}
    aws.cloudformation.create_stack(StackName="facts", TemplateBody=json.dumps({"Resources": {"Topic": topic}}))
    arn = f"arn:aws:sns:{aws.region}:{emulator.ACCOUNT}:facts.fifo"
    attributes = lambda: aws.sns.get_topic_attributes(TopicArn=arn)["Attributes"]  # noqa: E731
    eventually(lambda: "facts.fifo" in json.dumps(aws.sns.list_topics()["Topics"]))

    assert "FifoTopic" not in attributes()
    aws.sns.set_topic_attributes(TopicArn=arn, AttributeName="FifoTopic", AttributeValue="true")
    assert attributes()["FifoTopic"] == "true"


def test_over_a_functions_limit_calls_are_throttled_and_events_wait(paths, tmp_path):
    local = cloud.start(paths, ports.free(), concurrency=1)
    aws, sign = local_aws(local.endpoint_url), tmp_path / "go"
    a_function(aws, code=BUSY.format(sign=str(sign)))
    url = an_api_of(aws, "facts")
    invoke = lambda name: aws.functions.invoke(FunctionName="facts", InvocationType="Event", Payload=f'"{name}"')  # noqa: E731
    try:
        invoke("first")
        eventually(lambda: len(processes.tree(local.pid)) > 1)
        invoke("second")

        refused = httpx.get(url, trust_env=False, timeout=PATIENCE)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert len(processes.tree(local.pid)) == 2

        sign.touch()
        eventually(lambda: {"first", "second"} <= {line.strip() for line in messages(aws)})
        assert httpx.get(url, trust_env=False, timeout=PATIENCE).text == "done"
    finally:
        cloud.stop(paths, local)


def test_the_weights_of_an_alias_are_ignored(local):
    aws = local_aws(local.endpoint_url)
    a_function(aws)
    first = versions.publish(aws, "facts")
    aws.functions.update_function_configuration(FunctionName="facts", Description="the second")
    second = versions.publish(aws, "facts")
    aws.functions.create_alias(FunctionName="facts", Name=versions.ALIAS, FunctionVersion=first)
    versions.shift_alias(aws, "facts", first, {second: 0.5})

    results = [aws.functions.invoke(FunctionName="facts", Qualifier=versions.ALIAS) for _ in range(20)]

    assert {result["ExecutedVersion"] for result in results} == {first}


def an_api_of(aws, function):
    """The URL of a REST API that asks a function."""
    arn = aws.functions.get_function(FunctionName=function)["Configuration"]["FunctionArn"]
    api = aws.apigateway.create_rest_api(name=function)["id"]
    (root,) = aws.apigateway.get_resources(restApiId=api)["items"]
    route = {"restApiId": api, "resourceId": root["id"], "httpMethod": "GET"}
    aws.apigateway.put_method(**route, authorizationType="NONE")
    uri = f"arn:aws:apigateway:{aws.region}:lambda:path/2015-03-31/functions/{arn}/invocations"
    aws.apigateway.put_integration(**route, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
    aws.apigateway.put_gateway_response(
        restApiId=api,
        responseType="INTEGRATION_FAILURE",
        statusCode="503",
        responseParameters={"gatewayresponse.header.Retry-After": "'5'"},
    )
    aws.apigateway.create_deployment(restApiId=api, stageName="v1")
    return f"{aws.endpoint_url}/_aws/execute-api/{api}/v1/"
