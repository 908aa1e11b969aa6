"""How a function moves from version to version: as SAM itself understands the template."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from souk.base.paths import REGION
from souk.cloud.versions import ALIAS
from tests.template.reading import BY_STACK, FUNCTIONS, RESOURCES, ROOT, TEMPLATE, TEMPLATES, of_type

SAM = ROOT / ".tools/sam/bin/python"
TRANSFORM = Path(__file__).with_name("transform.py")
SHIFTS = [shift for shift in TEMPLATE["Parameters"]["Shift"]["AllowedValues"] if shift != "AllAtOnce"]


def long(node: Any) -> Any:
    """`{"Sub": x}`, as our reader leaves `!Sub x`, is `{"Fn::Sub": x}` for everybody else."""
    if isinstance(node, list):
        return [long(each) for each in node]
    if not isinstance(node, dict):
        return node
    tags = {"Sub", "If", "GetAtt", "FindInMap", "Not", "Equals", "Or", "Select", "Join", "Split"}
    return {f"Fn::{name}" if name in tags and len(node) == 1 else name: long(each) for name, each in node.items()}


def transformed(**parameters: str) -> dict[str, dict[str, Any]]:
    """The resources that SAM makes of all templates."""
    return {id_: resource for title in TEMPLATES for id_, resource in _transformed(title, **parameters).items()}


@cache
def _transformed(title: str, **parameters: str) -> dict[str, dict[str, Any]]:
    original = TEMPLATES[title]
    declared = original["Parameters"]
    values = {name: about.get("Default", "") for name, about in declared.items()}
    values |= {name: value for name, value in parameters.items() if name in declared}
    code = {"Globals": {**original.get("Globals", {})}}
    code["Globals"]["Function"] = {**code["Globals"].get("Function", {}), "CodeUri": "s3://code/artifact"}
    template = long({**original, **code, "Resources": BY_STACK[title]})
    for layer in of(template["Resources"], "AWS::Serverless::LayerVersion").values():
        layer["Properties"]["ContentUri"] = "s3://code/artifact"
    asked = json.dumps({"template": template, "parameters": values})
    done = subprocess.run(
        [SAM, TRANSFORM], input=asked, env={"AWS_DEFAULT_REGION": REGION}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    resources: dict[str, dict[str, Any]] = json.loads(done.stdout)["Resources"]
    return resources


def of(resources: dict[str, dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    return {name: resource for name, resource in resources.items() if resource["Type"] == kind}


def test_every_function_has_a_version_of_its_own_code_and_an_alias_that_points_to_it() -> None:
    stack = transformed()

    versions, aliases = of(stack, "AWS::Lambda::Version"), of(stack, "AWS::Lambda::Alias")
    assert {version["Properties"]["FunctionName"]["Ref"] for version in versions.values()} == {*FUNCTIONS}
    assert {name.removesuffix(f"Alias{ALIAS}") for name in aliases} == {*FUNCTIONS}
    assert {version["DeletionPolicy"] for version in versions.values()} == {"Delete"}
    for alias in aliases.values():
        assert alias["Properties"]["FunctionVersion"]["Fn::GetAtt"][0] in versions


def test_whatever_calls_a_function_calls_the_alias() -> None:
    stack = transformed()

    callers = [*of(stack, "AWS::Lambda::EventSourceMapping").values(), *of(stack, "AWS::Lambda::Permission").values()]
    called = {caller["Properties"]["FunctionName"]["Ref"] for caller in callers}
    assert len(callers) >= len(FUNCTIONS) - 2
    assert called <= {*of(stack, "AWS::Lambda::Alias")}
    aliases = {f"{function}Alias{ALIAS}" for function in FUNCTIONS}
    schedules = [
        target["Arn"] for rule in of(stack, "AWS::Events::Rule").values() for target in rule["Properties"]["Targets"]
    ]
    triggers = [*stack["UserPool"]["Properties"]["LambdaConfig"].values()]
    assert schedules
    assert triggers
    assert {arn["Ref"] for arn in (*schedules, *triggers)} <= aliases
    for definition in (ROOT / "contracts/gateway").glob("*.json"):
        text = definition.read_text()
        assert f".Arn}}:{ALIAS}/invocations" in text
        assert ".Arn}/invocations" not in text


def test_sam_publishes_nothing_when_only_a_parameters_value_changes() -> None:
    """Which is why `souk up` and `souk publish` do."""
    assert of(transformed(LogLevel="DEBUG"), "AWS::Lambda::Version") == of(transformed(), "AWS::Lambda::Version")


def test_only_apis_can_start_from_snapshots() -> None:
    functions = of(transformed(), "AWS::Lambda::Function")

    settings = {name: function["Properties"].get("SnapStart") for name, function in functions.items()}
    asked = {name: {"ApplyOn": {"Ref": "SnapStart"}} for name in FUNCTIONS if name.endswith("Http")}
    assert {name: setting for name, setting in settings.items() if setting} == asked
    assert TEMPLATE["Parameters"]["SnapStart"]["Default"] == "None"


def test_without_a_word_requests_move_at_once_and_no_part_of_code_deploy_is_made() -> None:
    stack = transformed()

    assert not of(stack, "AWS::CodeDeploy::Application")
    assert not any("UpdatePolicy" in alias for alias in of(stack, "AWS::Lambda::Alias").values())


@pytest.mark.parametrize("shift", SHIFTS)
def test_an_environment_may_ask_for_a_slow_move_that_alarms_turn_back(shift: str) -> None:
    stack = transformed(Shift=shift)

    groups = of(stack, "AWS::CodeDeploy::DeploymentGroup")
    assert {name.removesuffix("DeploymentGroup") for name in groups} == {*FUNCTIONS}
    for name, group in groups.items():
        properties = group["Properties"]
        function = name.removesuffix("DeploymentGroup")
        assert shift in json.dumps(properties["DeploymentConfigName"])
        assert properties["AutoRollbackConfiguration"]["Enabled"] is True
        assert "DEPLOYMENT_STOP_ON_ALARM" in properties["AutoRollbackConfiguration"]["Events"]
        if not function.endswith("Replay"):  # nobody calls it while it moves
            condition, watched, _ = properties["AlarmConfiguration"]["Fn::If"]
            alarms = {alarm["Name"]["Ref"] for alarm in watched["Alarms"]}
            assert condition == "VersionsWatched"
            assert alarms <= {*of_type("AWS::CloudWatch::Alarm")}
            assert f"{function.lower()}VersionAlarm" in alarms
            assert any(alarm.endswith("ApiAlarm") for alarm in alarms) is function.endswith("Http")
    for alias in of(stack, "AWS::Lambda::Alias").values():
        assert "CodeDeployLambdaAliasUpdate" in alias["UpdatePolicy"]


def test_a_versions_alarm_counts_the_errors_of_its_function() -> None:
    watching = {name: alarm for name, alarm in of_type("AWS::CloudWatch::Alarm").items() if "VersionAlarm" in name}

    for name, alarm in watching.items():
        (dimension,) = alarm["Dimensions"]
        assert dimension["Name"] == "FunctionName"
        assert dimension["Value"]["Sub"].replace("-", "").endswith(f"}}{name.removesuffix('VersionAlarm')}")
        assert RESOURCES[name]["Condition"] == "VersionsWatched"
