"""The steps that the local cloud needs and AWS does not. Each function names the difference; nothing here ships."""

import json
from concurrent.futures import ThreadPoolExecutor

import manifest
from souk.cloud.environment import Environment
from souk.cloud.functions import Function
from souk.cloud.versions import ALIAS, publish_and_shift
from souk.cloud.warmup_events import NOOP_EVENTS, http_get_event

GATEWAY_RESPONSES = "x-amazon-apigateway-gateway-responses"
STAGE = "AWS::ApiGateway::Stage"
REST_API = "AWS::ApiGateway::RestApi"
ACCOUNT = "000000000000"
PUBLISHERS = ("stream", "sweeper")


def complete(environment: Environment) -> None:
    """Add to a new deployment the parts that the emulator's CloudFormation leaves out."""
    put_gateway_responses(environment)
    allow(environment)
    make_topic_fifo(environment)


def put_gateway_responses(environment: Environment) -> int:
    """Give each API the error bodies of its contract, which the emulator's import skips; returns how many."""
    apigateway, definitions = environment.aws.apigateway, environment.definitions
    stages = {
        (stack, str(definition["Properties"]["RestApiId"]["Ref"])): definition["Properties"]["StageName"]
        for (stack, _), definition in definitions.items()
        if definition["Type"] == STAGE
    }
    count = 0
    for resource in environment.resources:
        key = resource.stack, resource.logical_id
        if resource.type != REST_API:
            continue
        for response_type, response in definitions[key]["Properties"]["Body"].get(GATEWAY_RESPONSES, {}).items():
            status = {"statusCode": str(response["statusCode"])} if "statusCode" in response else {}
            apigateway.put_gateway_response(
                restApiId=resource.physical_id,
                responseType=response_type,
                responseParameters=response.get("responseParameters", {}),
                responseTemplates=response.get("responseTemplates", {}),
                **status,
            )
            count += 1
        # They take effect with the next deployment of the stage.
        apigateway.create_deployment(restApiId=resource.physical_id, stageName=stages[key])
    return count


def allow(environment: Environment) -> None:
    """Grant functions the actions that the template allows and the emulator refuses.

    It ignores conditions, such as the sender of a mail: those actions are listed in the service's manifest. And on AWS
    `sns:Publish` includes PublishBatch.
    """
    aws = environment.aws
    for function in environment.functions:
        if action := manifest.load(function.service).emulator_rights.get(function.plug):
            statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
        elif function.kind in PUBLISHERS:
            topic = f"arn:aws:sns:*:*:{environment.stack_name}-events.fifo"
            statement = {"Effect": "Allow", "Action": "sns:PublishBatch", "Resource": topic}
        else:
            continue
        role = aws.functions.get_function_configuration(FunctionName=function.name)["Role"]
        aws.iam.put_role_policy(
            RoleName=role.rpartition("/")[2],
            PolicyName="emulator",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        )


def make_topic_fifo(environment: Environment) -> None:
    """Mark the topic as FIFO, which the emulator's CloudFormation forgets.

    Without it the topic deduplicates nothing, and drops the groups of messages that are published in batches.
    """
    arn = f"arn:aws:sns:{environment.aws.region}:{ACCOUNT}:{environment.stack_name}-events.fifo"
    environment.aws.sns.set_topic_attributes(TopicArn=arn, AttributeName="FifoTopic", AttributeValue="true")


def warm(environment: Environment) -> int:
    """Start a process of every function that somebody may wait for; returns how many."""
    events = {**NOOP_EVENTS, "http": http_get_event("/", "souk-up")}

    def call(function: Function) -> bool:
        if function.kind not in events:
            return False
        payload = json.dumps(events[function.kind])
        environment.aws.functions.invoke(FunctionName=function.name, Qualifier=ALIAS, Payload=payload)
        return True

    with ThreadPoolExecutor(max_workers=3) as pool:
        return sum(pool.map(call, environment.functions))


def silence(environment: Environment) -> None:
    """Before functions are deleted: remove their triggers. A late invocation would create its log group again."""
    suffixes = [f":function:{function.name}{of}" for function in environment.functions for of in ("", f":{ALIAS}")]
    functions = environment.aws.functions
    for page in functions.get_paginator("list_event_source_mappings").paginate():
        for mapping in page["EventSourceMappings"]:
            if mapping["FunctionArn"].endswith(tuple(suffixes)):
                functions.delete_event_source_mapping(UUID=mapping["UUID"])


def cool(environment: Environment) -> None:
    """End the processes of the functions, which the emulator keeps forever, however long they are idle.

    A version's processes end with it. Every update of a configuration makes a new version, even if nothing changes.
    """
    aws = environment.aws

    def end(function: Function) -> None:
        configuration = aws.functions.get_function_configuration(FunctionName=function.name)
        aws.functions.update_function_configuration(FunctionName=function.name, Timeout=configuration["Timeout"])
        publish_and_shift(aws, function.name)

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(end, environment.functions))
