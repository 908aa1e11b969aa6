"""Stand-ins for what the command talks to: a cloud that answers from memory."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

from botocore.exceptions import ClientError

from souk.aws import Aws

TOLD = {
    "OrdersV2Url": "url-of-orders-v2",
    "GivenUpUrl": "url-of-given-up",
    "UserPoolId": "us-east-1_pool",
    "UserPoolClientId": "client",
    "EventTopicArn": "arn:aws:sns:us-east-1:000000000000:souk-dev-events.fifo",
    "EventStreamName": "souk-dev-events",
    "EventArchiveName": "souk-dev-events-000000000000-us-east-1",
    **{
        f"{service}{kind}": f"{kind}-of-{service}".lower()
        for service in ("Users", "Orders", "Notifications")
        for kind in ("Url", "TableName", "QueueUrl", "DlqUrl")
    },
}
"""The outputs of a whole environment."""


class FakeStacks:
    """CloudFormation with some stacks in it."""

    def __init__(self) -> None:
        """Empty."""
        self.stacks: dict[str, dict[str, Any]] = {}
        self.resources: dict[str, list[dict[str, str]]] = {}
        self.events: list[dict[str, str]] = []

    def add(self, env: str, status: str = "CREATE_COMPLETE", outputs: dict[str, str] | None = None) -> None:
        """Have an environment."""
        self.stacks[f"souk-{env}"] = {
            "StackName": f"souk-{env}",
            "StackStatus": status,
            "Parameters": [{"ParameterKey": "Environment", "ParameterValue": env}],
            "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in (outputs or {}).items()],
        }

    def has_functions(self, env: str, **functions: str) -> None:
        """Have an environment's functions, by their ids in the template, and a table."""
        kinds = {**dict.fromkeys(functions, "AWS::Lambda::Function"), "OrdersTable": "AWS::DynamoDB::Table"}
        self.resources[f"souk-{env}"] = [
            {"LogicalResourceId": key, "PhysicalResourceId": functions.get(key, key), "ResourceType": kind}
            for key, kind in kinds.items()
        ]

    def describe_stacks(self, **asked: str) -> dict[str, Any]:
        """One stack, or the refusal that AWS gives."""
        if asked["StackName"] not in self.stacks:
            message = f"Stack with id {asked['StackName']} does not exist"
            raise ClientError({"Error": {"Code": "ValidationError", "Message": message}}, "DescribeStacks")
        return {"Stacks": [self.stacks[asked["StackName"]]]}

    def describe_stack_events(self, **_asked: str) -> dict[str, Any]:
        """What happened, newest first."""
        return {"StackEvents": self.events}

    def delete_stack(self, **asked: str) -> None:
        """Gone at once."""
        del self.stacks[asked["StackName"]]

    def get_paginator(self, operation: str) -> Any:
        """All stacks on one page, or all resources of one of them."""

        def paginate(**asked: str) -> Iterator[dict[str, Any]]:
            if operation == "list_stack_resources":
                yield {"StackResourceSummaries": self.resources[asked["StackName"]]}
            else:
                yield {"Stacks": list(self.stacks.values())}

        return SimpleNamespace(paginate=paginate)


class FakeGateway:
    """API Gateway that remembers what it was told."""

    def __init__(self, *names: str) -> None:
        """With one API a name; the id is the name backwards."""
        self.names = names
        self.responses: dict[tuple[str, str], dict[str, Any]] = {}
        self.deployed: list[str] = []

    def get_rest_apis(self, **_asked: int) -> dict[str, Any]:
        """Every API."""
        return {"items": [{"name": name, "id": name[::-1]} for name in self.names]}

    def put_gateway_response(self, **told: Any) -> None:
        """One error body of one API."""
        self.responses[told["restApiId"], told["responseType"]] = told

    def create_deployment(self, **told: str) -> None:
        """From here on the stage answers so."""
        self.deployed.append(told["restApiId"])


def cloud_of(**clients: object) -> Aws:
    """An Aws whose clients are these fakes."""
    return cast(Aws, SimpleNamespace(region="us-east-1", endpoint_url="http://127.0.0.1:1", **clients))
