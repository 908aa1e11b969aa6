"""The same application with and without CloudFront, both deployed."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import httpx
import pytest

from souk_sdk.updates import Updates
from tests.cloud import Cloud, alone, clone, souk
from tests.updates import devices

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("updates")]


def of(cloud: Cloud, kind: str) -> list[str]:
    """The ids of the application's resources of a type."""
    return [each.physical_id for each in cloud.environment.part("updates").resources if each.type == kind]


def program(cloud: Cloud) -> Any:
    """The digest of the program that instances download."""
    (layer,) = of(cloud, "AWS::Lambda::LayerVersion")
    return cloud.client("lambda").get_layer_version_by_arn(Arn=layer)["Content"]["CodeSha256"]


def machine(cloud: Cloud) -> dict[str, Any]:
    """The settings that an instance is started with, without the environment's name."""
    (template,) = of(cloud, "AWS::EC2::LaunchTemplate")
    versions = cloud.client("ec2").describe_launch_template_versions(LaunchTemplateId=template, Versions=["$Latest"])
    data: dict[str, Any] = versions["LaunchTemplateVersions"][0]["LaunchTemplateData"]
    script = base64.b64decode(data["UserData"]).decode()
    own = {
        f"souk-{cloud.outputs.env}": "souk-ENV",
        of(cloud, "AWS::Lambda::LayerVersion")[0].rpartition(":")[2] + " --query": "VERSION --query",
    }
    for name, placeholder in own.items():
        script = script.replace(name, placeholder)
    return {"script": script, "image": data["ImageId"], "type": data["InstanceType"], "tags": data["MetadataOptions"]}


def test_without_cloudfront_the_same_program_serves_the_same_files_itself(cloud: Cloud, tmp_path: Path) -> None:
    direct = clone(cloud, "direct", "--set", "Offload=false", "--without", "website")
    try:
        assert (len(of(cloud, "AWS::CloudFront::Distribution")), of(direct, "AWS::CloudFront::Distribution")) == (1, [])
        assert program(direct) == program(cloud)
        assert machine(direct) == machine(cloud)
        assert "cloudfront" not in str(machine(cloud)).lower()

        root = devices.initialized(direct)
        (tmp_path / "build.bin").write_bytes(built := os.urandom(1_000_000))
        devices.publish(direct, tmp_path / "build.bin", "lumen-bulb")
        url = devices.outputs(direct)["FirmwareUrl"]
        client = httpx.Client(headers={"Host": url.removeprefix("http://")})
        gadget = Updates(str(direct.outputs.endpoint_url), root, tmp_path / "state", client)
        assert gadget.latest("lumen-bulb").download(to=tmp_path / "firmware").read_bytes() == built
    finally:
        with alone(cloud.home):
            souk(cloud.home, "env", "rm", "direct")
    assert not [path for path in (cloud.home / "programs").iterdir() if path.name.startswith("direct--")]
