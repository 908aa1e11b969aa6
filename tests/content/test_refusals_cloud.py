"""In the local cloud: other people's tokens, memberships that ended, plain HTTP, dots, and S3 itself open nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.cloud import Cloud, Visitor
from tests.content.test_opening_cloud import COURSE, Edge, decide, edge, member
from tests.waiting import PATIENCE, eventually

pytestmark = pytest.mark.cloud
__all__ = ["edge", "member"]
REQUIRED = "urn:souk:problem:membership-required"


def ended(visitor: Visitor) -> None:
    """Wait until neither links nor sessions are made for a visitor."""
    for kind in ("links", "sessions"):
        answer = eventually(
            lambda kind=kind: (late := visitor.post("content", f"{COURSE}/{kind}", json={})).status_code == 403 and late
        )
        assert answer.json()["type"] == REQUIRED
        assert "cloudfront" not in answer.text.lower()


def test_tokens_of_others_open_nothing(cloud: Cloud, member: Visitor) -> None:
    other = cloud.customer()
    token = other.http.headers["Authorization"]
    tokens = {
        "none": None,
        "no token": "Bearer x",
        "an identity's": f"Bearer {member.tokens['IdToken']}",
        "changed": f"{token[:-4]}AAAA",
        "of two": ".".join([*token.split(".")[:2], member.http.headers["Authorization"].split(".")[2]]),
    }

    statuses = {}
    for name, value in tokens.items():
        visitor = cloud.anyone({"Authorization": value} if value else None)
        statuses[name] = {
            visitor.post("content", f"{COURSE}/{kind}", json={}).status_code for kind in ("links", "sessions")
        }

    assert {*map(frozenset, statuses.values())} == {frozenset({401})}, statuses
    ended(other)  # a customer who never was a member


def expire(cloud: Cloud, visitor: Visitor) -> None:
    """Let the end that content has for a member be years ago, without any event of it."""
    customer = visitor.get("users", "/users/me").json()["id"]
    row: Any = {
        "TableName": cloud.outputs.tables["content"],
        "Key": {"pk": {"S": f"MEMBER#{customer}"}, "sk": {"S": "MEMBER"}},
    }
    until = cloud.aws.dynamodb.get_item(**row)["Item"]["until"]["S"]
    cloud.aws.dynamodb.update_item(
        **row, UpdateExpression="SET #until = :until", ExpressionAttributeNames={"#until": "until"},
        ExpressionAttributeValues={":until": {"S": f"2020{until[4:]}"}},
    )  # fmt: skip


def test_an_expired_membership_opens_nothing(cloud: Cloud, member: Visitor) -> None:
    expire(cloud, member)

    ended(member)


def test_a_revoked_membership_opens_nothing(cloud: Cloud, member: Visitor) -> None:
    decide(cloud, member, "revocations")

    ended(member)


@pytest.fixture
def neighbour(cloud: Cloud) -> Iterator[str]:
    """The key of a file of another piece."""
    bucket, key = cloud.environment.outputs.applications["content"]["ContentFilesName"], f"{uuid4()}/0123456789ab/a.txt"
    cloud.aws.s3.put_object(Bucket=bucket, Key=key, Body=b"another's")
    yield key
    cloud.aws.s3.delete_object(Bucket=bucket, Key=key)


def test_a_session_leads_by_no_dots_to_another_piece(edge: Edge, member: Visitor, neighbour: str) -> None:
    session = member.post("content", f"{COURSE}/sessions").json()

    for dots in ("%2e%2e/%2e%2e", "%2E%2E/%2E%2E", "..%2f..", "%2e%2e%2f%2e%2e"):
        answer = edge.get(f"{session['base_url']}{dots}/{neighbour}", session["cookies"])
        assert (answer.status_code, "another's" in answer.text) == (403, False)


def test_plain_http_dots_and_s3_open_nothing(cloud: Cloud, edge: Edge, member: Visitor) -> None:
    url = member.post("content", f"{COURSE}/links", json={}).json()["url"]
    session = member.post("content", f"{COURSE}/sessions").json()
    base, cookies = session["base_url"], session["cookies"]
    domain = f"https://{edge.domain}"
    path = base.removeprefix(domain) + session["entry"]
    bucket = cloud.environment.outputs.applications["content"]["ContentFilesName"]
    query = url.partition("?")[2]
    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}

    def plain(url: str) -> int:
        address = url.replace(domain, edge.path_url.replace("/https://", "/http://"))
        return httpx.get(
            address, headers=header if "?" not in url else {}, timeout=PATIENCE, trust_env=False
        ).status_code

    assert edge.get(url).status_code == edge.get(domain + path, cookies).status_code == 200
    assert {plain(url), plain(domain + path)} <= {301, 308, 403}
    assert edge.get(f"{base}%2e%2e/{base.split('/')[-2]}/{session['entry']}", cookies).status_code == 403
    assert edge.get(f"{base}%2e%2e/%2e%2e/{uuid4()}", cookies).status_code == 403
    for more in ("", f"?{query}", "?versionId=null", "?X-Amz-Signature=0&X-Amz-Expires=900"):
        direct = f"{cloud.outputs.endpoint_url}/{bucket}{path}{more}"
        assert httpx.get(direct, headers=header, timeout=PATIENCE, trust_env=False).status_code in (400, 403)
