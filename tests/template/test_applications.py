"""Promises of all templates together: an application knows of the core what that publishes, and nothing else."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from souk.deploy import applications
from souk.deploy.applications import READ, Application
from souk.deploy.template import read, resources
from souk.scaffold.names import SKELETON
from tests.template.reading import APPLICATIONS, BY_STACK, PUBLISHED, ROOT, TEMPLATE, TEMPLATES, of_type

MOST_REFERENCES = 60
"""Dynamic references that CloudFormation takes in one template."""
STALL = applications.read(ROOT, SKELETON / "services/stall/template.yaml")
"""The skeleton, of which a new application is a copy."""
of_each = pytest.mark.parametrize("application", [*APPLICATIONS[1:], STALL], ids=lambda each: each.name)


def template(application: Application) -> dict[str, Any]:
    return read(ROOT, application.template)


def settings(folder: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / folder / "samconfig.toml").read_text())


def test_no_two_stacks_have_a_resource_of_the_same_id() -> None:
    ids = Counter(logical_id for stack in BY_STACK.values() for logical_id in stack)

    assert [logical_id for logical_id, times in ids.items() if times > 1] == []


def test_no_two_stacks_have_an_output_of_the_same_key() -> None:
    keys = Counter(key for template in TEMPLATES.values() for key in template.get("Outputs", {}))

    assert {key for key, times in keys.items() if times > 1} <= {"Core"}


def test_what_the_core_publishes_is_called_like_the_resource_that_it_is_of() -> None:
    references = {name: value for name, value in PUBLISHED.items() if value in ({"Ref": name}, {"GetAtt": _arn(name)})}

    assert {"UserPool", "UserPoolArn", "EventTopic", "EventStreamArn", "GivenUpArn", "UsersApi"} <= references.keys()
    assert {"UsersUrl", "JwksUrl", "Issuer", "MailFrom", "AlarmTopic"} <= PUBLISHED.keys() - references.keys()


def _arn(name: str) -> str:
    return f"{name.removesuffix('Arn')}.Arn"


def test_no_role_may_read_parameters() -> None:
    """They are read when a stack is deployed; some hold signing keys and passwords of demo users."""
    roles = json.dumps([*of_type("AWS::IAM::Role").values()])

    assert {*re.findall(r"ssm:[A-Z*]\w*", roles)} <= {"ssm:UpdateInstanceInformation"}, "of Session Manager"


def test_no_role_takes_a_policy_of_aws_which_says_more_than_it_needs() -> None:
    roles = of_type("AWS::IAM::Role")

    # That one is the account's.
    assert [name for name, role in roles.items() if "ManagedPolicyArns" in role] == ["ApiLogsRole"]


def test_the_core_says_that_it_is_in_use_as_long_as_an_application_stands() -> None:
    assert TEMPLATE["Outputs"]["Core"]["Export"] == {"Name": {"Sub": "souk-${Environment}-core"}}


@of_each
def test_an_application_keeps_cloudformation_from_deleting_its_core(application: Application) -> None:
    imported = template(application)["Outputs"]["Core"]["Value"]

    assert imported == {"Fn::ImportValue": {"Sub": "souk-${Environment}-core"}}


@of_each
def test_an_application_reads_only_what_its_own_environment_publishes(application: Application) -> None:
    text = (ROOT / application.template).read_text()
    references = re.findall(r"\{\{resolve:[^}]*\}?[^}]*\}\}", text)
    own_secrets = [f"{{{{resolve:secretsmanager:${{{name}}}}}}}" for name in resources(template(application))]

    assert [each for each in references if not READ.fullmatch(each) and each not in own_secrets] == []
    assert {thing for publisher, thing in application.reads if publisher == "core"} <= PUBLISHED.keys()


@of_each
def test_what_an_application_uses_is_a_parameter_that_may_be_empty(application: Application) -> None:
    parameters = template(application)["Parameters"]

    assert {use.parameter: parameters[use.parameter].get("Default") for use in application.uses} == {
        use.parameter: "" for use in application.uses
    }


@of_each
def test_what_an_application_uses_is_published_by_the_one_that_it_names(application: Application) -> None:
    checkout = {each.name: resources(template(each)) for each in APPLICATIONS[1:]}
    names = {
        publisher: [each["Properties"]["Name"] for each in of.values() if each["Type"] == "AWS::SSM::Parameter"]
        for publisher, of in checkout.items()
    }

    missing = [
        use
        for use in application.uses
        if use.publisher in names and {"Sub": use.name("${Environment}")} not in names[use.publisher]
    ]
    assert missing == []


@of_each
def test_an_application_has_no_more_references_than_cloudformation_takes(application: Application) -> None:
    whole = template(application)

    references = READ.findall(json.dumps([resources(whole), whole["Outputs"]]))

    assert len(references) <= MOST_REFERENCES


@of_each
def test_an_application_means_the_same_by_a_parameter_as_the_core(application: Application) -> None:
    parameters, of_core = template(application)["Parameters"], TEMPLATE["Parameters"]
    identity = {"Environment", "EndpointUrl"}

    assert identity <= parameters.keys()
    described = {"Description"}
    for name in parameters.keys() & of_core.keys():
        assert _without(parameters[name], described) == _without(of_core[name], described), name


def _without(content: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in keys}


@of_each
def test_functions_and_apis_of_an_application_are_set_up_like_the_cores(application: Application) -> None:
    globals_, of_core = template(application).get("Globals", {}), TEMPLATE["Globals"]

    for section in globals_:
        assert _without(globals_[section], {"CodeUri"}) == _without(of_core[section], {"CodeUri"})
    if "Function" in globals_:
        assert globals_["Function"]["CodeUri"] == "../", "where the Makefile is"


@of_each
@pytest.mark.parametrize("section", ["default", "staging", "prod"])
def test_an_application_is_deployed_under_its_own_name_beside_its_core(application: Application, section: str) -> None:
    own, core = settings(application.folder)[section], settings(".")[section]
    env = "dev" if section == "default" else section
    name = f"souk-{env}--{application.name}"
    deploy, of_core = own["deploy"]["parameters"], core["deploy"]["parameters"]

    assert own["global"]["parameters"] == {**core["global"]["parameters"], "stack_name": name}
    assert deploy["s3_prefix"] == name
    assert f"Environment={env}" in deploy["parameter_overrides"].split()
    assert ("Protect=true" in deploy["parameter_overrides"].split()) is (env == "prod")
    assert deploy["confirm_changeset"] is of_core["confirm_changeset"]
    assert deploy["tags"].split() == [*of_core["tags"].split(), f"application={application.name}"]
    built = Path(application.folder, own["build"]["parameters"]["build_dir"], "template.yaml")
    assert built == Path(application.folder, deploy["template_file"])
