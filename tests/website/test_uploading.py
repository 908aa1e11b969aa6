"""From the form to the thumbnails, in an environment that is up: S3, its notifications, both functions, the bucket."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.cloud import Cloud
from tests.waiting import eventually
from tests.website.files import REFUSED, jpeg, photo, png, webp
from tests.website.uploading import Uploader, post, uploader

pytestmark = pytest.mark.cloud


@pytest.fixture
def staff(cloud: Cloud) -> Uploader:
    return uploader(cloud)


def bucket(cloud: Cloud, kind: str) -> str:
    names = [entry["Name"] for entry in cloud.client("s3").list_buckets()["Buckets"]]
    [name] = [each for each in names if each.startswith(f"souk-{cloud.outputs.env}-{kind}-")]
    return str(name)


def keys(cloud: Cloud, kind: str, prefix: str) -> dict[str, int]:
    """The keys of a bucket with their sizes."""
    listed = cloud.client("s3").list_objects_v2(Bucket=bucket(cloud, kind), Prefix=prefix).get("Contents", [])
    return {entry["Key"].removeprefix(prefix): entry["Size"] for entry in listed}


def notification(cloud: Cloud, folder: str, staff: Uploader, upload_id: str) -> dict[str, Any]:
    """S3's notification of a file, as it may come again."""
    key = f"{folder}/{staff.sku}/{upload_id}"
    listed = cloud.client("s3").list_object_versions(Bucket=bucket(cloud, "uploads"), Prefix=key)
    version = listed["Versions"][0]["VersionId"] if listed.get("Versions") else "v0"
    return {"Records": [{"s3": {"object": {"key": key, "versionId": version}}}]}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(jpeg((1600, 1200)), "image/jpeg"), (png((1600, 1200)), "image/png"), (webp((1600, 1200)), "image/webp")],
    ids=["JPEG", "PNG", "WebP"],
)
def test_a_picture_becomes_thumbnails(cloud: Cloud, staff: Uploader, content: bytes, media_type: str) -> None:
    upload_id, state = staff.upload(content, media_type)

    assert state == "ready"
    [picture] = staff.shown()
    assert (picture["id"], picture["widths"]) == (upload_id, [320, 640, 1280])
    name = picture["url"].removeprefix("/")
    files = keys(cloud, "pictures", name)
    assert {*files} == {f"-{width}.{end}" for width in (320, 640, 1280) for end in ("webp", "jpg")} | {".json"}
    thumbnail = cloud.client("s3").get_object(Bucket=bucket(cloud, "pictures"), Key=f"{name}-640.webp")
    assert thumbnail["ContentType"] == "image/webp"
    assert thumbnail["CacheControl"] == "public, max-age=31536000, immutable"
    folders = [keys(cloud, "uploads", f"{folder}/{staff.sku}/") for folder in ("incoming", "accepted", "quarantine")]
    assert [[*each] for each in folders] == [[], [upload_id], []]


@pytest.mark.parametrize(
    "name", ["60 megapixels", "an SVG", "a JPEG and a page", "half a JPEG", "an animated PNG", "a page"]
)
def test_a_bad_file_is_refused_and_lies_in_quarantine(cloud: Cloud, staff: Uploader, name: str) -> None:
    reason, content = REFUSED[name]
    media_type = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"

    upload_id, state = staff.upload(content, media_type)

    assert state == reason
    assert [*eventually(lambda: keys(cloud, "uploads", f"quarantine/{staff.sku}/"))] == [upload_id]
    assert staff.shown() == []
    assert eventually(lambda: keys(cloud, "pictures", f"pictures/{staff.sku}/") == {})


def test_s3_takes_a_file_of_the_announced_size_type_and_key_only(cloud: Cloud, staff: Uploader) -> None:
    content = jpeg()
    announced = staff.announce(content)

    answers = {
        "longer": post(announced, content + b" "),
        "shorter": post(announced, content[:-1]),
        "empty": post(announced, b""),
        "another type": post(announced, content, Content_Type="text/html"),
        "another key": post(announced, content, key=f"accepted/{staff.sku}/{announced['id']}"),
        "another product": post(announced, content, key=f"incoming/OTHER/{announced['id']}"),
        "a public one": post(announced, content, acl="public-read"),
        "a forged policy": post(announced, content, policy="e30="),
        "a forged signature": post(announced, content, x_amz_signature="0" * 64),
        "no signature": httpx.post(
            announced["url"], data={"key": "incoming/X/Y"}, files={"file": content}, trust_env=False
        ),
    }

    assert {why: answer.status_code // 100 for why, answer in answers.items()} == dict.fromkeys(answers, 4)
    assert [staff.state(announced["id"]), keys(cloud, "uploads", f"incoming/{staff.sku}")] == ["waiting", {}]


def test_a_form_that_is_used_twice_makes_one_picture(cloud: Cloud, staff: Uploader) -> None:
    content = jpeg((1600, 1200))
    announced = staff.announce(content)

    assert [post(announced, content).status_code for _ in range(2)] == [201, 201]
    assert staff.decided(announced["id"]) == "ready"
    assert post(announced, content).status_code == 201

    eventually(lambda: keys(cloud, "uploads", f"incoming/{staff.sku}/") == {})
    assert len(staff.shown()) == 1
    assert len(keys(cloud, "pictures", f"pictures/{staff.sku}/")) == 7


def test_notifications_that_come_again_change_nothing(cloud: Cloud, staff: Uploader) -> None:
    upload_id, _ = staff.upload(photo())
    s3, name = cloud.client("s3"), staff.shown()[0]["url"].removeprefix("/")
    place = {"Bucket": bucket(cloud, "pictures"), "Key": f"{name}-320.jpg"}
    before = (s3.head_object(**place)["LastModified"], keys(cloud, "pictures", name), staff.shown())
    accepted = notification(cloud, "accepted", staff, upload_id)

    for _ in range(2):
        for function, event in (
            ("quarantine", notification(cloud, "incoming", staff, upload_id)),
            (
                "thumbnails",
                {
                    "Records": [
                        {"messageId": "1", "body": json.dumps(accepted), "attributes": {"ApproximateReceiveCount": "1"}}
                    ]
                },
            ),
        ):
            name_of_function = f"souk-{cloud.outputs.env}-website-{function}"
            answer = cloud.aws.functions.invoke(FunctionName=name_of_function, Payload=json.dumps(event).encode())
            assert "FunctionError" not in answer

    assert (s3.head_object(**place)["LastModified"], keys(cloud, "pictures", name), staff.shown()) == before


def test_a_withdrawn_picture_is_gone(cloud: Cloud, staff: Uploader) -> None:
    upload_id, _ = staff.upload(webp(), "image/webp")

    staff.withdraw(upload_id)

    assert (staff.state(upload_id), staff.shown()) == ("withdrawn", [])
    assert keys(cloud, "pictures", f"pictures/{staff.sku}/") == {}
    assert keys(cloud, "uploads", f"accepted/{staff.sku}/") == {}


def test_a_subscriber_hears_of_pictures_that_are_shown_and_withdrawn(cloud: Cloud, staff: Uploader) -> None:
    sqs, sns = cloud.client("sqs"), cloud.client("sns")
    topics = [entry["TopicArn"] for entry in sns.list_topics()["Topics"]]
    [topic] = [each for each in topics if each.endswith(f":souk-{cloud.outputs.env}-website-pictures")]
    queue = sqs.create_queue(QueueName=f"test-{uuid4().hex}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    rights = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [rights]})
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, ReturnSubscriptionArn=True)
    events: list[tuple[str, str]] = []

    def heard(name: str, key: str) -> bool:
        for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
            for record in json.loads(json.loads(message["Body"])["Message"]).get("Records", []):
                events.append((record["eventName"], record["s3"]["object"]["key"]))
        return (name, key) in events

    try:
        upload_id, _ = staff.upload(jpeg())
        fact = f"{staff.shown()[0]['url'].removeprefix('/')}.json"
        eventually(lambda: heard("ObjectCreated:Put", fact))
        staff.withdraw(upload_id)
        eventually(lambda: heard("ObjectRemoved:Delete", fact))
        bad, _ = staff.upload(REFUSED["a page"][1])
        eventually(lambda: heard("ObjectCreated:Copy", f"quarantine/{staff.sku}/{bad}"))
    finally:
        sns.unsubscribe(SubscriptionArn=subscription["SubscriptionArn"])
        sqs.delete_queue(QueueUrl=queue)
