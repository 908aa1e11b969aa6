"""Files in the local cloud open at the edge for members alone, and neither without a signature nor at S3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from souk.base.paths import find_paths
from souk.local import edge_addresses
from tests.cloud import Cloud, Visitor
from tests.waiting import PATIENCE, eventually

pytestmark = pytest.mark.cloud
COURSE = "/content/first-evening"


@dataclass(frozen=True)
class Edge:
    """The distribution of the files, at the edge of the local cloud."""

    domain: str
    path_url: str

    def get(self, url: str, cookies: dict[str, str] | None = None) -> httpx.Response:
        """The answer to a URL of the distribution's own domain."""
        header = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
        address = url.replace(f"https://{self.domain}", self.path_url)
        return httpx.get(address, headers={"Cookie": header} if header else {}, timeout=PATIENCE, trust_env=False)


@pytest.fixture
def edge(cloud: Cloud) -> Edge:
    outputs = edge_addresses.outputs(find_paths({"SOUK_HOME": str(cloud.home)}), cloud.environment)
    content = outputs.applications["content"]
    return Edge(content["ContentDistribution.domain"], content["ContentDistribution.path_url"])


def decide(cloud: Cloud, visitor: Visitor, kind: str, **body: Any) -> None:
    """Have staff grant or revoke a visitor's membership."""
    customer = visitor.get("users", "/users/me").json()["id"]
    cloud.staff().post("premium", f"/members/{customer}/{kind}", json={"reason": "A test", **body}).raise_for_status()


@pytest.fixture
def member(cloud: Cloud) -> Visitor:
    visitor = cloud.customer()
    decide(cloud, visitor, "grants", months=1)
    eventually(lambda: visitor.post("content", f"{COURSE}/sessions").status_code == 201)
    return visitor


def test_a_link_opens_its_file_and_a_session_all_files(cloud: Cloud, edge: Edge, member: Visitor) -> None:
    link = member.post("content", f"{COURSE}/links", json={"file": "1-light.md"}).json()
    session = member.post("content", f"{COURSE}/sessions").json()
    base, cookies = session["base_url"], session["cookies"]
    files = [file["name"] for file in cloud.anyone().get("content", COURSE).json()["files"]]

    assert edge.get(link["url"]).text.startswith("# ")
    assert {edge.get(base + name, cookies).status_code for name in files} == {200}
    assert edge.get(base + session["entry"], cookies).text.startswith("#EXTM3U")


def test_nothing_opens_without_a_signature_or_with_another_pieces(edge: Edge, member: Visitor) -> None:
    url = member.post("content", f"{COURSE}/links", json={"file": "1-light.md"}).json()["url"]
    session = member.post("content", f"{COURSE}/sessions").json()
    other = session["base_url"].replace("first-evening", "second-evening")

    refused = [
        edge.get(url.split("?")[0]),
        edge.get(url.replace("1-light", "2-warmth")),
        edge.get(url.replace("Expires=1", "Expires=2")),
        edge.get(session["base_url"] + session["entry"]),
        edge.get(other + session["entry"], session["cookies"]),
    ]

    assert {answer.status_code for answer in refused} == {403}


def test_nobody_reaches_the_files_at_s3(cloud: Cloud, member: Visitor) -> None:
    session = member.post("content", f"{COURSE}/sessions").json()
    bucket = cloud.environment.outputs.applications["content"]["ContentFilesName"]
    path = session["base_url"].split("/", 3)[3] + session["entry"]

    answer = httpx.get(f"{cloud.outputs.endpoint_url}/{bucket}/{path}", timeout=PATIENCE, trust_env=False)

    assert answer.status_code == 403


def test_a_link_outlives_a_membership_that_ends_but_there_is_no_other(
    cloud: Cloud, edge: Edge, member: Visitor
) -> None:
    url = member.post("content", f"{COURSE}/links", json={}).json()["url"]

    decide(cloud, member, "revocations")

    refused = eventually(
        lambda: (late := member.post("content", f"{COURSE}/links", json={})).status_code == 403 and late
    )
    assert refused.json()["type"] == "urn:souk:problem:membership-required"
    assert edge.get(url).status_code == 200


def test_a_customer_who_leaves_is_forgotten_and_opens_nothing_more(cloud: Cloud, member: Visitor) -> None:
    customer = member.get("users", "/users/me").json()["id"]
    rows = {"TableName": cloud.outputs.tables["content"], "KeyConditionExpression": "pk = :pk"}
    member.delete("users", "/users/me").raise_for_status()

    def kept() -> list[Any]:
        values = {":pk": {"S": f"MEMBER#{customer}"}}
        return cloud.aws.dynamodb.query(**rows, ExpressionAttributeValues=values)["Items"]  # type: ignore[arg-type]

    eventually(lambda: [row["sk"]["S"] for row in kept()] == ["MEMBER"] and "until" not in kept()[0])
    assert member.post("content", f"{COURSE}/sessions").status_code in (401, 403)
