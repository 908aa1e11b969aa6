"""Loops over services: what they make keeps its id and its name, and a service's block stands alone."""

from __future__ import annotations

import re
import subprocess

import pytest

from souk.deploy import template
from souk.deploy.applications import Application
from tests.template.reading import APPLICATIONS, BY_STACK, RESOURCES, ROOT

SAM = ROOT / ".tools/sam/bin/python"
EXPAND = """
import sys
from samcli.lib.cfn_language_extensions.sam_integration import expand_language_extensions
from samcli.yamlhelper import yaml_parse

for name in expand_language_extensions(yaml_parse(sys.stdin.read()), enabled=True).expanded_template["Resources"]:
    print(name)
"""
TEXT = (ROOT / "template.yaml").read_text()
EVERY = pytest.mark.parametrize("application", APPLICATIONS, ids=lambda each: each.title)
SERVICES = ("users", "orders", "notifications")
NAMED = {
    "UserPool": "souk-${Environment}",
    "EventTopic": "souk-${Environment}-events.fifo",
    "EventStream": "souk-${Environment}-events",
    "EventArchive": "souk-${Environment}-events-${AWS::AccountId}-${AWS::Region}",
    "GivenUp": "souk-${Environment}-given-up",
    **{f"{service.capitalize()}Table": f"souk-${{Environment}}-{service}" for service in SERVICES},
    **{f"{service.capitalize()}Queue": f"souk-${{Environment}}-{service}.fifo" for service in SERVICES},
    **{f"{service.capitalize()}Dlq": f"souk-${{Environment}}-{service}-dlq.fifo" for service in SERVICES},
}
NAMING = ("TableName", "QueueName", "TopicName", "BucketName", "UserPoolName", "Name")
LOOP = """
Mappings: {Lower: {Services: {Users: users}}, Stages: {Apis: {OrdersV2: v2}}}
Resources:
  Fn::ForEach::Services:
    - Service
    - [Users]
    - ${Service}Queue:
        Properties:
          QueueName: !Sub ["souk-${Environment}-${Name}", {Name: !FindInMap [Lower, Services, !Ref Service]}]
          Stage: !FindInMap [Stages, Apis, !Ref Service, {DefaultValue: v1}]
          Dead: !GetAtt [!Sub "${Service}Dlq", Arn]
          Live: !Sub ["${Function}:live", {Function: !GetAtt [!Sub "${Service}Sqs", Arn]}]
          Plain: ${Service}
      Fn::ForEach::Logs: [Function, [v2-http], {"&{Function}${Service}Logs": {Queue: {Ref: !Sub "${Service}Queue"}}}]
"""


def test_a_loop_is_read_as_cloudformation_expands_it() -> None:
    assert template.resources(template.parse(LOOP)) == {
        "UsersQueue": {
            "Properties": {
                "QueueName": {"Sub": "souk-${Environment}-users"},
                "Stage": "v1",
                "Dead": {"GetAtt": "UsersDlq.Arn"},
                "Live": {"Sub": "${UsersSqs.Arn}:live"},
                "Plain": "${Service}",  # a variable is filled in by functions only
            }
        },
        "v2httpUsersLogs": {"Queue": {"Ref": "UsersQueue"}},
    }


@EVERY
def test_sam_expands_a_template_to_the_same_resources(application: Application) -> None:
    text = (ROOT / application.template).read_text()
    done = subprocess.run(
        [SAM, "-c", EXPAND], input=text, env={"AWS_DEFAULT_REGION": "us-east-1"}, capture_output=True, text=True
    )

    assert done.stdout.split() == [*BY_STACK[application.title]], done.stderr


def test_what_holds_data_keeps_its_id_and_its_name() -> None:
    """CloudFormation replaces a resource under another id or name, and its data is gone."""
    properties = {resource: RESOURCES[resource]["Properties"] for resource in NAMED}

    assert {
        resource: next(values[key]["Sub"] for key in NAMING if key in values) for resource, values in properties.items()
    } == NAMED


@EVERY
def test_every_variable_of_a_loop_is_filled_in(application: Application) -> None:
    text = (ROOT / application.template).read_text()
    variables = {*re.findall(r"Fn::ForEach::\w+:\s+(?:- |\[)(\w+)", text)}

    assert {*re.findall(r"[$&]\{(\w+)\}", str(BY_STACK[application.title]))} & variables == set()


def test_a_block_uses_no_anchor_of_another() -> None:
    """`souk remove service` takes out a block, and the others stay valid."""
    shared, *blocks = re.split(rf"^  # -+ (?:{'|'.join(SERVICES)})\n", TEXT, flags=re.MULTILINE)

    assert len(blocks) == len(SERVICES)
    for block in (part.partition("\n# ---")[0] for part in blocks):
        assert anchors("*", block) <= anchors("&", shared) | anchors("&", block)
    assert anchors("*", TEXT.rpartition("\n# ---")[2]) <= anchors("&", shared)


def anchors(mark: str, text: str) -> set[str]:
    """The anchors that a part of the template defines (`&`) or uses (`*`)."""
    return {*re.findall(rf"(?<=[\s\[,{{]){re.escape(mark)}([a-z][a-z-]*)(?=[\s,\]}}])", text)}
