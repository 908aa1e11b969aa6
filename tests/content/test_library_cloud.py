"""The command in an environment that is up: a folder is published, changed and withdrawn, and keys stay as they are."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from content.commands.files import PART
from tests.cloud import Cloud, souk
from tests.content.fake_library import write

pytestmark = pytest.mark.cloud


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of two parts, of an id of its own."""
    write(tmp_path, {"index.md": "# Tea"}, id=f"tea-{uuid4().hex[:12]}")
    (tmp_path / "film.mp4").write_bytes(os.urandom(PART + 1000))
    return tmp_path


def publish(cloud: Cloud, folder: Path) -> str:
    """Publish a folder; the command's output."""
    return souk(cloud.home, "content", "publish", str(folder), "--env", cloud.outputs.env).stdout


def stored(cloud: Cloud, content_id: str) -> dict[str, dict[str, Any]]:
    """The files of a piece by revision and name, as S3 describes them."""
    bucket = cloud.outputs.applications["content"]["ContentFilesName"]
    listed = cloud.aws.s3.list_objects_v2(Bucket=bucket, Prefix=f"{content_id}/")["Contents"]
    return {
        each["Key"].removeprefix(f"{content_id}/"): dict(cloud.aws.s3.head_object(Bucket=bucket, Key=each["Key"]))
        for each in listed
    }


def test_a_folder_is_published_changed_and_withdrawn(cloud: Cloud, folder: Path) -> None:
    content_id = folder.joinpath("content.toml").read_text().split('"')[1]

    assert "2 uploaded, 0 copied" in publish(cloud, folder)
    assert "nothing changed" in publish(cloud, folder)
    (folder / "index.md").write_text("# More tea")
    assert "1 uploaded, 1 copied" in publish(cloud, folder)

    piece = cloud.anyone().get("content", f"/content/{content_id}").json()
    assert {file["name"]: file["bytes"] for file in piece["files"]} == {"film.mp4": PART + 1000, "index.md": 10}
    files = stored(cloud, content_id)
    assert len(files) == 4, "links to the earlier revision work on"
    films = [head for name, head in files.items() if name.endswith("film.mp4")]
    assert {head["ContentType"] for head in films} == {"video/mp4"}
    assert {head["ContentLength"] for head in films} == {PART + 1000}
    assert len({head["Metadata"]["sha256"] for head in films}) == 1
    assert content_id in souk(cloud.home, "content", "ls", "--env", cloud.outputs.env).stdout

    souk(cloud.home, "content", "withdraw", content_id, "--env", cloud.outputs.env)

    assert content_id not in souk(cloud.home, "content", "ls", "--env", cloud.outputs.env).stdout
    assert cloud.anyone().get("content", f"/content/{content_id}").status_code == 410


def test_a_fresh_environment_has_the_course(cloud: Cloud) -> None:
    assert {name.partition("/")[2] for name in stored(cloud, "first-evening")} >= {
        "index.m3u8",
        "init.mp4",
        "1-light.md",
    }


def test_a_deployment_without_a_key_for_the_slot_that_signs_is_refused(cloud: Cloud) -> None:
    stack = f"souk-{cloud.outputs.env}--content"
    [before] = cloud.aws.cloudformation.describe_stacks(StackName=stack)["Stacks"]
    values = {each["ParameterKey"]: each["ParameterValue"] for each in before["Parameters"]}
    parameters: Any = [
        {"ParameterKey": name, "ParameterValue": "" if name == f"Key{values['SigningSlot']}" else value}
        for name, value in values.items()
    ]

    with pytest.raises(ClientError, match="The slot that signs has no key"):
        cloud.aws.cloudformation.update_stack(
            StackName=stack,
            UsePreviousTemplate=True,
            Parameters=parameters,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
    signing = f"souk-{cloud.outputs.env}-content-signing"
    secret = cloud.client("secretsmanager").get_secret_value(SecretId=signing)["SecretString"]
    assert json.loads(secret)["secret"] == f"{signing}-key-{values['SigningSlot']}"
