"""Stand-ins for what the command talks to: a cloud that answers from memory."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

from souk.cloud.functions import FUNCTION
from souk.cloud.naming import stack_name
from tests.fake_environment import FUNCTIONS, cloud_of, logical_id, properties
from tests.fake_environment import OUTPUTS as TOLD

__all__ = ["TOLD", "cloud_of"]


class FakeStacks:
    """CloudFormation with some stacks in it."""

    def __init__(self) -> None:
        """Empty."""
        self.stacks: dict[str, dict[str, Any]] = {}
        self.sent: dict[str, str] = {}
        self.made: dict[str, dict[str, tuple[str, str, dict[str, Any]]]] = {}
        self.events: list[dict[str, str]] = []
        self.calls: Counter[str] = Counter()

    def add(
        self,
        env: str,
        status: str = "CREATE_COMPLETE",
        outputs: dict[str, str] | None = None,
        protect: str = "false",
        application: str = "",
    ) -> None:
        """Have an environment, or an application of one."""
        told = {"Environment": env, "Protect": protect}
        name = stack_name(env, application)
        self.stacks[name] = {
            "StackName": name,
            "StackStatus": status,
            "CreationTime": datetime(2026, 11, 25, tzinfo=UTC),
            "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in told.items()],
            "Tags": [{"Key": "project", "Value": "souk"}, {"Key": "environment", "Value": env}],
            "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in (outputs or {}).items()],
        }
        if outputs:
            shop = {logical_id(name): (FUNCTION, f"souk-{env}-{name}", properties(name)) for name in FUNCTIONS}
            self.made.setdefault(f"souk-{env}", shop)

    def make(self, env: str, **resources: tuple[str, str, dict[str, Any]]) -> None:
        """Have it hold resources, by logical id: type, physical id, properties."""
        self.made[f"souk-{env}"] = {
            logical: (kind, own, {**properties(own.removeprefix(f"souk-{env}-")), **told} if kind == FUNCTION else told)
            for logical, (kind, own, told) in resources.items()
        }

    def get_template(self, **asked: str) -> dict[str, Any]:
        """As it was sent, or what became of it."""
        self.calls["get_template"] += 1
        if asked["TemplateStage"] == "Original":
            return {"TemplateBody": self.sent[asked["StackName"]]}
        made = self.made.get(asked["StackName"], {})
        resources = {logical: {"Type": kind, "Properties": told} for logical, (kind, _, told) in made.items()}
        return {"TemplateBody": {"Resources": resources}}

    def describe_stacks(self, **asked: str) -> dict[str, Any]:
        """One stack, or the refusal that AWS gives."""
        self.calls["describe_stacks"] += 1
        if asked["StackName"] not in self.stacks:
            message = f"Stack with id {asked['StackName']} does not exist"
            raise ClientError({"Error": {"Code": "ValidationError", "Message": message}}, "DescribeStacks")
        return {"Stacks": [self.stacks[asked["StackName"]]]}

    def delete_stack(self, **asked: str) -> None:
        """Gone at once."""
        del self.stacks[asked["StackName"]]

    def get_paginator(self, operation: str) -> Any:
        """Page by page."""
        self.calls[operation] += 1

        def describe_stacks() -> Iterator[dict[str, Any]]:
            yield {"Stacks": list(self.stacks.values())}

        def list_stack_resources(StackName: str) -> Iterator[dict[str, Any]]:  # noqa: N803
            yield {
                "StackResourceSummaries": [
                    {
                        "ResourceType": kind,
                        "LogicalResourceId": logical,
                        "PhysicalResourceId": own,
                        "ResourceStatus": "CREATE_COMPLETE",
                    }
                    for logical, (kind, own, _) in self.made.get(StackName, {}).items()
                ]
            }

        def describe_stack_events(**_asked: str) -> Iterator[dict[str, Any]]:
            """Newest first, two a page."""
            for start in range(0, len(self.events), 2):
                yield {"StackEvents": self.events[start : start + 2]}

        operations = {
            "describe_stacks": describe_stacks,
            "list_stack_resources": list_stack_resources,
            "describe_stack_events": describe_stack_events,
        }
        return SimpleNamespace(paginate=operations[operation])


class FakeGateway:
    """API Gateway that remembers what it was told."""

    def __init__(self) -> None:
        """Told nothing yet."""
        self.responses: dict[tuple[str, str], dict[str, Any]] = {}
        self.deployed: list[tuple[str, str]] = []

    def put_gateway_response(self, **told: Any) -> None:
        """One error body of one API."""
        self.responses[told["restApiId"], told["responseType"]] = told

    def create_deployment(self, **told: str) -> None:
        """From here on the stage answers so."""
        self.deployed.append((told["restApiId"], told["stageName"]))


class FakePool:
    """A user pool of Cognito, and who signs in there."""

    class exceptions:  # noqa: N801
        """As boto3 has them."""

        class NotAuthorizedException(Exception):
            """Wrong password, or nobody of that name."""

    def __init__(self, **passwords: str) -> None:
        """With people who have a password already."""
        self.passwords = passwords
        self.staff: set[str] = set()

    def admin_get_user(self, **asked: str) -> None:
        """Is there somebody of that name?"""
        if asked["Username"] not in self.passwords:
            raise ClientError({"Error": {"Code": "UserNotFoundException", "Message": "who?"}}, "AdminGetUser")

    def admin_create_user(self, **told: Any) -> None:
        """Somebody who can't sign in yet; no mail is sent."""
        assert told["MessageAction"] == "SUPPRESS"
        self.passwords[told["Username"]] = ""

    def admin_set_user_password(self, **told: Any) -> None:
        """For good."""
        assert told["Permanent"]
        self.passwords[told["Username"]] = told["Password"]

    def admin_add_user_to_group(self, **told: str) -> None:
        """The only group."""
        assert told["GroupName"] == "staff"
        self.staff.add(told["Username"])

    def initiate_auth(self, **asked: Any) -> dict[str, Any]:
        """A token that says whose it is."""
        said = asked["AuthParameters"]
        if not said["PASSWORD"] or self.passwords.get(said["USERNAME"]) != said["PASSWORD"]:
            raise self.exceptions.NotAuthorizedException
        return {"AuthenticationResult": {"AccessToken": f"token of {said['USERNAME']}"}}
