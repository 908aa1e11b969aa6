"""The permissions of the workflows, and that the targets and commands they call exist."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from tests.docs.test_commands import missing
from tests.template.reading import RESOURCES, ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ROLE = yaml.load((ROOT / ".github/aws/pull-requests.yaml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506
POLICY = ROLE["Resources"]["Role"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
SERVICE_OF = {
    "ApiGateway": "apigateway",
    "CloudWatch": "cloudwatch",
    "Cognito": "cognito-idp",
    "ContentKey": "lambda",  # a custom resource: CloudFormation calls its function in the caller's name
    "DynamoDB": "dynamodb",
    "ElasticLoadBalancingV2": "elasticloadbalancing",
    "IAM": "iam",
    "KinesisFirehose": "firehose",
    "Serverless": "lambda",
}
"""By the middle of a resource's type; where it isn't here it is its own small letters."""
MAKES_WITHOUT_A_NAME = {"cognito-idp:CreateUserPool", "sns:Unsubscribe"}
"""Actions for which AWS has no resource before or while they run."""


def jobs() -> list[Any]:
    entries = [
        (path.stem, name, job) for path in WORKFLOWS for name, job in yaml.safe_load(path.read_text())["jobs"].items()
    ]
    return [pytest.param(job, id=f"{stem}-{name}") for stem, name, job in entries]


def actions(statement: dict[str, Any]) -> list[str]:
    return [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]


@pytest.mark.parametrize("job", jobs())
def test_each_step_runs_one_command_that_exists(job: dict[str, Any]) -> None:
    lines = [step["run"] for step in job["steps"] if "run" in step]

    assert [line for line in lines if "\n" in line.strip() or "${{" in line] == []
    assert [problem for line in lines if (problem := missing(line))] == []


@pytest.mark.parametrize("job", jobs())
def test_what_others_have_written_is_pinned_to_what_was_read(job: dict[str, Any]) -> None:
    used = [step["uses"] for step in job["steps"] if "uses" in step]

    assert used
    assert [action for action in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_workflow_knows_a_key_or_gives_strangers_a_role(path: Any) -> None:
    text = re.sub(r"#.*", "", path.read_text())

    assert "secrets." not in text
    assert "pull_request_target" not in text
    for job in yaml.safe_load(text)["jobs"].values():
        assert "vars.PR_ROLE" in job["if"]
        assert "schedule" in job["if"] or "head.repo.full_name == github.repository" in job["if"]


@pytest.mark.parametrize("job", jobs())
def test_a_test_that_fails_tells_the_world_no_password(job: dict[str, Any]) -> None:
    tested = [step["run"] for step in job["steps"] if "pytest" in step.get("run", "")]

    assert [line for line in tested if "--tb=short" not in line or "-l" in line.split()] == []


def test_the_role_is_for_this_repositorys_pull_requests_and_its_one_branch() -> None:
    (trust,) = ROLE["Resources"]["Role"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    assert trust["Condition"] == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": [
                "repo:${Repository}:pull_request",
                "repo:${Repository}:ref:refs/heads/${Branch}",
            ],
        }
    }


@pytest.mark.parametrize("statement", POLICY, ids=lambda statement: statement["Sid"])
def test_the_role_changes_what_is_named_after_a_pull_request(statement: dict[str, Any]) -> None:
    changing = [action for action in actions(statement) if not re.search(r":(List|Describe|Get|Validate)", action)]

    if statement["Resource"] == "*" and "Condition" not in statement:
        assert set(changing) <= MAKES_WITHOUT_A_NAME
    assert "*" not in actions(statement)
    assert not any(action.startswith("iam:") and "*" in action for action in changing)


def test_the_role_reaches_every_service_that_an_environment_has_something_in() -> None:
    # A pull request's environment is deployed without a load balancer, which the template has as an option.
    deployed = [resource for resource in RESOURCES.values() if resource.get("Condition") != "Balanced"]
    middles = {resource["Type"].split("::")[1] for resource in deployed}

    reached = {action.partition(":")[0] for statement in POLICY for action in actions(statement)}

    assert {SERVICE_OF.get(middle, middle.lower()) for middle in middles} - reached == set()


def test_the_policy_is_as_short_as_iam_takes() -> None:
    assert len(re.sub(r"\s", "", json.dumps(POLICY))) < 10_240
