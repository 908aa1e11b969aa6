"""The template of the updates: the same application with and without CloudFront, and nobody else gets to it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from souk.deploy import template

ROOT = Path(__file__).resolve().parents[2]
READ = template.read(ROOT, "services/updates/template.yaml")
RESOURCES = template.resources(READ)
OF_CLOUDFRONT = {
    "UpdatesSecret",
    "UpdatesImmutable",
    "UpdatesCurrent",
    "UpdatesDistribution",
}


def properties(logical_id: str) -> dict[str, Any]:
    values: dict[str, Any] = RESOURCES[logical_id]["Properties"]
    return values


def without_cloudfront(node: Any, offloaded: bool) -> Any:
    """A part of the template with `Offload` decided."""
    if isinstance(node, list):
        return [without_cloudfront(each, offloaded) for each in node]
    if not isinstance(node, dict):
        return node
    if [*node] == ["If"] and node["If"][0] == "Offloaded":
        return without_cloudfront(node["If"][1 if offloaded else 2], offloaded)
    return {key: without_cloudfront(value, offloaded) for key, value in node.items()}


def test_offloading_is_the_default_and_changes_the_front_only() -> None:
    assert READ["Parameters"]["Offload"]["Default"] == "true"
    conditioned = {name for name, each in RESOURCES.items() if each.get("Condition") == "Offloaded"}
    assert conditioned == OF_CLOUDFRONT

    changed = {
        name
        for name, each in RESOURCES.items()
        if name not in OF_CLOUDFRONT and without_cloudfront(each, True) != without_cloudfront(each, False)
    }

    assert changed == {"UpdatesFrontAccess", "UpdatesViewers"}


def test_the_program_knows_nothing_of_cloudfront() -> None:
    sources = [path for path in (ROOT / "services/updates/origin").iterdir() if path.is_file()]

    assert {path.name for path in sources} == {"Makefile", "Procfile", "app.py"}
    assert [path.name for path in sources if "cloudfront" in path.read_text().lower()] == []
    parts = [RESOURCES[each] for each in ("UpdatesProgram", "UpdatesLaunch", "UpdatesGroup")]
    assert "Offload" not in json.dumps(parts)


def test_the_load_balancer_answers_the_distribution_and_nobody_else() -> None:
    access = without_cloudfront(properties("UpdatesFrontAccess"), True)["SecurityGroupIngress"]
    listener = properties("UpdatesListener")
    (rule,) = without_cloudfront(properties("UpdatesViewers"), True)["Conditions"]
    (origin,) = properties("UpdatesDistribution")["DistributionConfig"]["Origins"]
    (header,) = origin["OriginCustomHeaders"]

    assert [[*each] for each in access] == [["IpProtocol", "FromPort", "ToPort", "SourcePrefixListId"]]
    assert listener["DefaultActions"] == [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "403"}}]
    assert rule["HttpHeaderConfig"]["HttpHeaderName"] == header["HeaderName"]
    assert rule["HttpHeaderConfig"]["Values"] == [header["HeaderValue"]]
    assert header["HeaderValue"] == {"Sub": "{{resolve:secretsmanager:${UpdatesSecret}}}"}


def test_an_instance_has_no_public_address_no_open_ssh_and_the_second_metadata_service() -> None:
    data = properties("UpdatesLaunch")["LaunchTemplateData"]
    access = properties("UpdatesInstanceAccess")["SecurityGroupIngress"]

    assert data["MetadataOptions"]["HttpTokens"] == "required"
    assert [each["AssociatePublicIpAddress"] for each in data["NetworkInterfaces"]] == [False]
    assert "KeyName" not in data
    assert [(each["FromPort"], each["ToPort"]) for each in access] == [(8080, 8080)]
    assert not [name for name, each in RESOURCES.items() if each["Type"] in ("AWS::EC2::NatGateway", "AWS::EC2::EIP")]


def test_the_group_spans_two_zones_follows_requests_and_replaces_instances_one_by_one() -> None:
    group, scaling = RESOURCES["UpdatesGroup"], properties("UpdatesScaling")["TargetTrackingConfiguration"]
    subnets = [properties(each["Ref"]) for each in group["Properties"]["VPCZoneIdentifier"]]
    zones = {json.dumps(each["AvailabilityZone"]) for each in subnets}

    assert len(zones) == 2
    assert group["Properties"]["HealthCheckType"] == "ELB"
    assert group["UpdatePolicy"]["AutoScalingRollingUpdate"]["MaxBatchSize"] == 1
    assert scaling["PredefinedMetricSpecification"]["PredefinedMetricType"] == "ALBRequestCountPerTarget"


def test_a_new_program_changes_the_launch_template() -> None:
    text = properties("UpdatesLaunch")["LaunchTemplateData"]["UserData"]["Fn::Base64"]["Sub"]

    assert "--arn ${UpdatesProgram} " in text
    assert len(base64.b64encode(text.encode())) < 16_000


def test_firmware_is_kept_for_a_year_and_the_timestamp_for_a_minute() -> None:
    config = properties("UpdatesDistribution")["DistributionConfig"]
    seconds = {
        name: {properties(name)["CachePolicyConfig"][key] for key in ("MinTTL", "DefaultTTL", "MaxTTL")}
        for name in ("UpdatesImmutable", "UpdatesCurrent")
    }

    kept = {each["PathPattern"]: seconds[each["CachePolicyId"]["Ref"]] for each in config["CacheBehaviors"]}

    assert kept == {"metadata/timestamp.json": {60}, "metadata/*": {31536000}, "targets/*": {31536000}}
    assert seconds[config["DefaultCacheBehavior"]["CachePolicyId"]["Ref"]] == {60}
    assert [each["Compress"] for each in config["CacheBehaviors"]] == [False] * 3
