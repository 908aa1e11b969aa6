"""What the local cloud needs and AWS does not. Each function names the difference; nothing here ships."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import manifest
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.cloud.functions import Function
from souk.cloud.outputs import Outputs
from souk.cloud.stack import name_of, processed, resources
from souk.cloud.versions import ALIAS, renew
from souk.cloud.warmup_events import IDLE
from souk.local import http

GATEWAY_RESPONSES = "x-amazon-apigateway-gateway-responses"
STAGE = "AWS::ApiGateway::Stage"
ACCOUNT = "000000000000"
PUBLISHERS = ("stream", "sweeper")


def complete(aws: Aws, env: str) -> None:
    """Add to a fresh deployment what CloudFormation would have made of it on AWS."""
    put_gateway_responses(aws, env)
    allow(aws, env)
    make_topic_fifo(aws, env)


def put_gateway_responses(aws: Aws, env: str) -> int:
    """Give each API the error bodies its contract asks for; the emulator's import of the contract skips them."""
    made = processed(aws, env)["Resources"]
    stages = {_api(stage): stage["Properties"]["StageName"] for stage in made.values() if stage["Type"] == STAGE}
    count = 0
    for kind, logical, api_id in resources(aws, env):
        if kind != "AWS::ApiGateway::RestApi":
            continue
        for response_type, response in made[logical]["Properties"]["Body"].get(GATEWAY_RESPONSES, {}).items():
            chosen = {"statusCode": str(response["statusCode"])} if "statusCode" in response else {}
            aws.apigateway.put_gateway_response(
                restApiId=api_id,
                responseType=response_type,
                responseParameters=response.get("responseParameters", {}),
                responseTemplates=response.get("responseTemplates", {}),
                **chosen,
            )
            count += 1
        # They count from the next deployment of the stage on.
        aws.apigateway.create_deployment(restApiId=api_id, stageName=stages[logical])
    return count


def _api(stage: dict[str, Any]) -> str:
    return str(stage["Properties"]["RestApiId"]["Ref"])


def _server(contract: str) -> str:
    """The function that serves an API: `orders-http` does orders.v1, `orders-v2-http` orders.v2."""
    return contract.replace(".", "-").removesuffix("-v1") + "-http"


def allow(aws: Aws, env: str) -> None:
    """Grant functions the actions that the template allows and the emulator refuses.

    It ignores conditions, such as the sender of a mail: those actions are listed in the service's manifest. And on AWS
    `sns:Publish` includes PublishBatch.
    """
    for function in Environment(env, aws).functions:
        if action := manifest.load(function.service).emulator_rights.get(function.plug):
            statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
        elif function.kind in PUBLISHERS:
            topic = f"arn:aws:sns:*:*:{name_of(env)}-events.fifo"
            statement = {"Effect": "Allow", "Action": "sns:PublishBatch", "Resource": topic}
        else:
            continue
        role = aws.functions.get_function_configuration(FunctionName=function.name)["Role"]
        aws.iam.put_role_policy(
            RoleName=role.rpartition("/")[2],
            PolicyName="emulator",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        )


def make_topic_fifo(aws: Aws, env: str) -> None:
    """Have the topic be what the template says: the emulator's CloudFormation forgets that it is a FIFO topic.

    It would forget which events it has seen, and the groups of what is published in batches.
    """
    arn = f"arn:aws:sns:{aws.region}:{ACCOUNT}:{name_of(env)}-events.fifo"
    aws.sns.set_topic_attributes(TopicArn=arn, AttributeName="FifoTopic", AttributeValue="true")


def warm(aws: Aws, outputs: Outputs) -> int:
    """Start a process for every function, so that nobody waits for a cold start; two at a time on two cores."""
    apis = {_server(contract): url for contract, url in outputs.apis.items()}

    def call(function: Function) -> bool:
        if function.short_name in apis:
            return http.get(f"{apis[function.short_name]}/openapi.json", timeout=60).is_success
        if function.kind not in IDLE:
            return False
        payload = json.dumps(IDLE[function.kind])
        aws.functions.invoke(FunctionName=function.name, Qualifier=ALIAS, Payload=payload)
        return True

    with ThreadPoolExecutor(max_workers=3) as pool:
        return sum(pool.map(call, Environment(outputs.env, aws).functions))


def silence(aws: Aws, env: str) -> None:
    """Before functions are deleted: let nothing call them any more. The end of a late call makes a log group anew."""
    own = [f":function:{function.name}{of}" for function in Environment(env, aws).functions for of in ("", f":{ALIAS}")]
    for page in aws.functions.get_paginator("list_event_source_mappings").paginate():
        for mapping in page["EventSourceMappings"]:
            if mapping["FunctionArn"].endswith(tuple(own)):
                aws.functions.delete_event_source_mapping(UUID=mapping["UUID"])


def cool(aws: Aws, env: str) -> None:
    """End the processes of the functions, which the emulator never does of itself, however long they are idle.

    A version's processes end with it. A change of configuration makes a new one, also a change of nothing.
    """

    def end(function: Function) -> None:
        known = aws.functions.get_function_configuration(FunctionName=function.name)
        aws.functions.update_function_configuration(FunctionName=function.name, Timeout=known["Timeout"])
        renew(aws, function.name)

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(end, Environment(env, aws).functions))
