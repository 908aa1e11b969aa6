"""Fakes of CloudFormation, API Gateway and Cognito."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

from souk.cloud.functions import FUNCTION
from souk.cloud.naming import stack_name
from tests.fake_environment import logical_id, properties


class FakeStacks:
    """CloudFormation with some stacks, whose resources are functions; it counts the calls."""

    def __init__(self) -> None:
        """Without stacks."""
        self.stacks: dict[str, dict[str, Any]] = {}
        self.functions: dict[str, tuple[str, ...]] = {}
        self.events: list[dict[str, str]] = []
        self.calls: Counter[str] = Counter()

    def add(
        self,
        env: str,
        application: str = "",
        outputs: Mapping[str, str] | None = None,
        functions: tuple[str, ...] = (),
    ) -> None:
        """Add the stack of an environment's core, or of an application."""
        name = stack_name(env, application)
        self.functions[name] = functions
        self.stacks[name] = {
            "StackName": name,
            "StackStatus": "CREATE_COMPLETE",
            "CreationTime": datetime(2026, 11, 25, tzinfo=UTC),
            "Parameters": [{"ParameterKey": "Environment", "ParameterValue": env}],
            "Tags": [{"Key": "project", "Value": "souk"}, {"Key": "environment", "Value": env}],
            "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in (outputs or {}).items()],
        }

    def get_template(self, StackName: str, TemplateStage: str) -> dict[str, Any]:  # noqa: N803
        """The processed template."""
        assert TemplateStage == "Processed"
        self.calls["get_template"] += 1
        functions = {
            logical_id(short): {"Type": FUNCTION, "Properties": properties(short)}
            for short in self.functions[StackName]
        }
        return {"TemplateBody": {"Resources": functions}}

    def get_paginator(self, operation: str) -> Any:
        """Page by page."""
        self.calls[operation] += 1

        def describe_stacks() -> Iterator[dict[str, Any]]:
            yield {"Stacks": list(self.stacks.values())}

        def list_stack_resources(StackName: str) -> Iterator[dict[str, Any]]:  # noqa: N803
            yield {
                "StackResourceSummaries": [
                    {
                        "ResourceType": FUNCTION,
                        "LogicalResourceId": logical_id(short),
                        "PhysicalResourceId": f"{StackName}-{short}",
                        "ResourceStatus": "CREATE_COMPLETE",
                    }
                    for short in self.functions[StackName]
                ]
            }

        def describe_stack_events(StackName: str) -> Iterator[dict[str, Any]]:  # noqa: N803
            """Newest first, two per page."""
            for start in range(0, len(self.events), 2):
                yield {"StackEvents": self.events[start : start + 2]}

        operations = {
            "describe_stacks": describe_stacks,
            "list_stack_resources": list_stack_resources,
            "describe_stack_events": describe_stack_events,
        }
        return SimpleNamespace(paginate=operations[operation])


class FakeGateway:
    """API Gateway that records its calls."""

    def __init__(self) -> None:
        """Without calls."""
        self.responses: dict[tuple[str, str], dict[str, Any]] = {}
        self.deployed: list[tuple[str, str]] = []

    def put_gateway_response(self, **response: Any) -> None:
        """Set an error body of an API."""
        self.responses[response["restApiId"], response["responseType"]] = response

    def create_deployment(self, restApiId: str, stageName: str) -> None:  # noqa: N803
        """Deploy the responses to a stage."""
        self.deployed.append((restApiId, stageName))


class FakePool:
    """A user pool of Cognito."""

    class exceptions:  # noqa: N801
        """As boto3 has them."""

        class NotAuthorizedException(Exception):
            """Wrong password or unknown user."""

    def __init__(self, **passwords: str) -> None:
        """With users who already have a password."""
        self.passwords = passwords
        self.staff: set[str] = set()

    def admin_get_user(self, **query: str) -> None:
        """Check that a user exists."""
        if query["Username"] not in self.passwords:
            raise ClientError({"Error": {"Code": "UserNotFoundException", "Message": "no such user"}}, "AdminGetUser")

    def admin_create_user(self, **user: Any) -> None:
        """Create a user without a password; no mail is sent."""
        assert user["MessageAction"] == "SUPPRESS"
        self.passwords[user["Username"]] = ""

    def admin_set_user_password(self, **user: Any) -> None:
        """Set a permanent password."""
        assert user["Permanent"]
        self.passwords[user["Username"]] = user["Password"]

    def admin_add_user_to_group(self, **user: str) -> None:
        """Add a user to the only group."""
        assert user["GroupName"] == "staff"
        self.staff.add(user["Username"])

    def initiate_auth(self, **query: Any) -> dict[str, Any]:
        """A token that names its user."""
        parameters = query["AuthParameters"]
        if not parameters["PASSWORD"] or self.passwords.get(parameters["USERNAME"]) != parameters["PASSWORD"]:
            raise self.exceptions.NotAuthorizedException
        return {"AuthenticationResult": {"AccessToken": f"token of {parameters['USERNAME']}"}}
