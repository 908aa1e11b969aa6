"""The differences of MiniStack's services as it is installed, without our corrections.

If one of these tests fails, MiniStack has learnt it: the correction in the file of its service can go. CloudFront's are
in `tests/edge/test_emulator_facts.py`, those of a running cloud in `test_emulator_facts.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import pytest

from souk.base.paths import find_paths

pytestmark = pytest.mark.slow

PROGRAM = """
import asyncio, inspect, json, logging, zipfile
logging.disable()
from ministack import app
from ministack.core import iam_evaluator, lambda_runtime, responses
from ministack.services import alb, apigateway_v1, cognito, dynamodb, lambda_svc, s3, ses_v2
from ministack.services.cloudformation import engine, provisioners

facts = {}

# awslambda.py
s3._get_object_data = lambda *where, **more: bytes(bytearray(b"the zip"))
first, second = (lambda_svc._fetch_code_from_s3("code", "zip") for _ in range(2))
facts["equal code is shared"] = first is second
ended = []
lambda_svc.invalidate_worker = lambda *more: ended.append(more)
arn = "arn:aws:lambda:us-east-1:000000000000:function:a"
lambda_svc._functions["a"] = {"config": {"FunctionArn": arn}, "versions": {"7": {}}}
for kind, name in (("Version", f"{arn}:7"), ("Function", "a")):
    provisioners._RESOURCE_HANDLERS[f"AWS::Lambda::{kind}"]["delete"](name, {"FunctionName": "a"})
facts["processes of deleted code end"] = bool(ended)
facts["a process unpacks its zip"] = "zf.extractall(code_dir)" in inspect.getsource(lambda_runtime.Worker)
facts["modules unpack with"] = lambda_runtime.zipfile is zipfile
facts["limit of a function"] = lambda_svc._reserved_concurrency({}, {})

# function_output.py
facts["log lines are waited for"] = [*inspect.signature(lambda_runtime.Worker._drain_stderr_bounded).parameters]

# apigateway.py
throttled = {"throttle": True, "error": True, "body": {"Reason": "ReservedFunctionConcurrentInvocationLimitExceeded"}}
response, error = apigateway_v1._lambda_proxy_response(throttled)
facts["a throttled call is answered with"] = response["statusCode"]

operation = {"x-amazon-apigateway-integration": {"type": "mock", "requestTemplates": {"application/json": "{}"},
    "responses": {"default": {"statusCode": "200"}}}}
api = apigateway_v1._import_rest_api({"info": {"title": "facts"}, "paths": {"/a": {"options": operation}}})
(imported,) = (each for each in apigateway_v1._resources[api].values() if each["path"] == "/a")
integration = imported["resourceMethods"]["OPTIONS"]["methodIntegration"]
facts["responses of an imported mock"] = dict(integration["integrationResponses"])
integration["integrationResponses"]["200"] = {
    "statusCode": "200", "responseTemplates": {"application/json": "#if(true)\\n#end"}}
facts["a mock answers"] = apigateway_v1._invoke_mock_v1(integration)[2].decode()

# cloudformation.py
create = provisioners._RESOURCE_HANDLERS["AWS::SQS::Queue"]["create"]
queues = [create("Queue", {"QueueName": "taken"}, stack)[0] for stack in ("one", "two")]
facts["two stacks have one queue"] = queues[0] == queues[1]

# conditions.py
second = {"Fn::Select": [1, {"Fn::Split": [",", "one,two"]}]}
try:
    condition = engine._evaluate_conditions({"Conditions": {"C": {"Fn::Equals": [second, "two"]}}}, {})
    facts["a condition splits"] = condition["C"]
except (KeyError, ValueError):
    facts["a condition splits"] = False

# cognito.py
def ask(action, **data):
    status, _, body = asyncio.run(cognito._dispatch_idp(action, data))
    return status, json.loads(body or b"{}")

guarded = {"AttributesRequireVerificationBeforeUpdate": ["email"]}
pool = ask("CreateUserPool", PoolName="p", UserAttributeUpdateSettings=guarded)[1]["UserPool"]["Id"]
client = ask("CreateUserPoolClient", UserPoolId=pool, ClientName="c",
    ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"])[1]["UserPoolClient"]["ClientId"]
old = [{"Name": "email", "Value": "old@souk.example"}, {"Name": "email_verified", "Value": "true"}]
facts["a user may be verified at once by"] = ask(
    "SignUp", ClientId=client, Username="u", Password="Pa55word!x", UserAttributes=old)[0]
ask("AdminConfirmSignUp", UserPoolId=pool, Username="u")
token = ask("InitiateAuth", AuthFlow="USER_PASSWORD_AUTH", ClientId=client,
    AuthParameters={"USERNAME": "u", "PASSWORD": "Pa55word!x"})[1]["AuthenticationResult"]["AccessToken"]
ask("UpdateUserAttributes", AccessToken=token, UserAttributes=[{"Name": "email", "Value": "new@souk.example"}])
user = ask("GetUser", AccessToken=token)[1]["UserAttributes"]
facts["address before it is verified"] = next(each["Value"] for each in user if each["Name"] == "email")
facts["verifying is"] = ask("VerifyUserAttribute", AccessToken=token, AttributeName="email", Code="123456")[1]["__type"]
ask("UpdateUserPool", UserPoolId=pool, AutoVerifiedAttributes=["email"])
address = [{"Name": "email", "Value": "v@souk.example"}]
ask("SignUp", ClientId=client, Username="v", Password="Pa55word!x", UserAttributes=address)
facts["a sign-up is confirmed with"] = ask("ConfirmSignUp", ClientId=client, Username="v", ConfirmationCode="123456")[0]
user = ask("AdminGetUser", UserPoolId=pool, Username="v")[1]["UserAttributes"]
facts["it verifies the address"] = "email_verified" in {each["Name"] for each in user}

# dynamodb.py
replicas = [{"Region": region, "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True}}
    for region in ("us-east-1", "eu-west-1")]
provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::GlobalTable"]["create"]("Table", {"TableName": "t",
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "Replicas": replicas,
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": True}}, "stack")
facts["a template's replicas"] = dynamodb._replica_group(dynamodb._tables["t"])
facts["its time to live and backups"] = [dynamodb._ttl_settings.get("t"), dynamodb._pitr_settings.get("t")]

# ses.py
mail = {"FromEmailAddress": "a@souk.example", "Destination": {"ToAddresses": ["b@souk.example"]},
    "Content": {"Simple": {"Subject": {"Data": "x"}, "Headers": [{"Name": "X", "Value": "y"}]}}}
asyncio.run(ses_v2.handle_request("POST", "/v2/email/outbound-emails", {}, json.dumps(mail).encode(), {}))
facts["a mail's headers are kept"] = "Headers" in (ses_v2._sent_emails_list() or [{}])[-1]
facts["events of a configuration set"] = inspect.getsource(ses_v2).count("publish_internal")

# elbv2.py
create = provisioners._RESOURCE_HANDLERS["AWS::ElasticLoadBalancingV2::TargetGroup"]["create"]
facts["targets of a template"] = alb._targets[create("Targets", {"Targets": [{"Id": "function"}]}, "stack")[0]]

# iam.py
facts["the evaluator records what was used"] = "LastAccessed" in inspect.getsource(iam_evaluator)
facts["a statement is found by"] = [*inspect.signature(iam_evaluator._first_match).parameters]

# loopback_only.py
async def visit():
    seen = []
    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}
    async def send(message):
        seen.append(message)
    headers = [(b"host", b"rebound.example"), (b"origin", b"https://evil.example")]
    await app.app({"type": "http", "method": "GET", "path": "/_ministack/health", "raw_path": b"/_ministack/health",
        "query_string": b"", "headers": headers, "scheme": "http", "http_version": "1.1",
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2)}, receive, send)
    return seen[0]["status"]
facts["a page of another site is answered with"] = asyncio.run(visit())

# saving.py
facts["times that it saves"] = inspect.getsource(app).count("save_all(_build")

print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    """The facts of all services, by one start of MiniStack's Python."""
    paths = find_paths(os.environ)
    result = subprocess.run(
        [paths.cloud_python, "-c", PROGRAM],
        env={"HOME": os.environ["HOME"]},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    return dict(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("fact", "difference"),
    [
        ("equal code is shared", False),
        ("processes of deleted code end", False),
        ("a process unpacks its zip", True),
        ("modules unpack with", True),
        ("limit of a function", None),
        ("log lines are waited for", ["self", "first_line_wait", "idle_confirm", "hard_cap"]),
        ("a throttled call is answered with", 429),
        ("responses of an imported mock", {}),
        ("a mock answers", "#if(true)\n#end"),
        ("two stacks have one queue", True),
        ("a condition splits", False),
        ("a user may be verified at once by", 200),
        ("a template's replicas", []),
        ("its time to live and backups", [None, None]),
        ("a mail's headers are kept", False),
        ("events of a configuration set", 0),
        ("address before it is verified", "new@souk.example"),
        ("verifying is", "InvalidAction"),
        ("a sign-up is confirmed with", 200),
        ("it verifies the address", False),
        ("targets of a template", []),
        ("the evaluator records what was used", False),
        ("a statement is found by", ["ctx", "stmts", "effect"]),
        ("a page of another site is answered with", 200),
        ("times that it saves", 1),
    ],
)
def test_ministack_still_differs(facts: dict[str, Any], fact: str, difference: Any) -> None:
    assert facts[fact] == difference
