"""The TypeScript SDK under Node, against the running system."""

from __future__ import annotations

import json
import os
import subprocess
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from souk.cloud.outputs import Person
from tests.cloud import Cloud
from tests.sdk_typescript.node import SDK, TOOLS
from tests.waiting import PATIENCE

pytestmark = pytest.mark.cloud


class Program:
    """A chapter of running.ts, which reads its inputs from stdin and prints a line of JSON per result."""

    def __init__(self, cloud: Cloud, chapter: str, person: Person | None, **inputs: Any) -> None:
        outputs = cloud.outputs
        pool = {
            "userPoolId": outputs.user_pool_id,
            "clientId": outputs.user_pool_client_id,
            "endpointUrl": outputs.endpoint_url,
        }
        inputs |= {"apis": outputs.apis, "pool": pool, "person": vars(person) if person else None}
        self._node = subprocess.Popen(
            [TOOLS / "node", SDK / "test/running.ts", chapter],
            env={**os.environ, "SOUK_ENVIRONMENTS": str(cloud.home / "environments"), "NO_COLOR": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._node.stdin
        self._node.stdin.write(json.dumps(inputs) + "\n")
        self._node.stdin.flush()

    def next(self) -> Any:
        """The next line of its output."""
        assert self._node.stdout
        assert self._node.stderr
        line = self._node.stdout.readline()
        assert line, self._node.stderr.read()
        return json.loads(line)

    def last(self) -> Any:
        """The last line of its output, after it has exited with 0."""
        output, errors = self._node.communicate(timeout=PATIENCE)
        assert self._node.returncode == 0, errors
        return json.loads(output)

    def stop(self) -> None:
        self._node.kill()
        self._node.communicate()


@pytest.fixture
def run(cloud: Cloud, request: pytest.FixtureRequest) -> Callable[..., Program]:
    """Start a chapter; whatever becomes of the test, it doesn't outlive it."""

    def start(chapter: str, person: Person | None = None, **inputs: Any) -> Program:
        program = Program(cloud, chapter, person, **inputs)
        request.addfinalizer(program.stop)
        return program

    return start


def test_a_person_signs_in_browses_orders_and_waits_until_it_has_shipped(cloud: Cloud, run: Callable[..., Program]):
    sku = cloud.product(stock=5, price=4990)

    program = run("journey", cloud.stranger().person, sku=sku)
    order_id = program.next()
    cloud.staff().post("orders.v2", f"/orders/{order_id}/ship").raise_for_status()
    results = program.last()

    assert (results["strangers"], results["name"]) == ("NotFound 404", "Ada Quist")
    assert set(results["pages"][:-1]) == {3}
    assert sku in results["skus"]
    assert len(results["skus"]) == len(set(results["skus"]))
    assert results["order"]["total"] == {"amount": "99.80", "currency": "EUR"}
    assert results["again"] == results["order"]
    assert (results["early"], results["shipped"]) == ("StillWaiting", "shipped")
    assert cloud.anyone().get("orders", f"/products/{sku}").json()["stock"] == 3


def test_refusals_are_errors_of_their_own_class(cloud: Cloud, run: Callable[..., Program]):
    results = run("refusals", cloud.customer().person, sku=cloud.product(stock=5)).last()

    assert results == {
        "more than there is": "OutOfStock 409",
        "what doesn't exist": "UnknownProduct 422",
        "no lines": "Unprocessable 422",
        "the key again, for something else": "KeyReused 422",
        "a key that is none": "BadRequest 400",
        "somebody else's": "NotFound 404",
        "a cursor that is none": "BadRequest 400",
        "what only staff may": "Forbidden 403",
        "not signed in": "Unauthenticated 401",
        "a wrong password": "SignInFailed wrong-password",
    }


def test_both_versions_of_orders_tell_of_the_same_orders(cloud: Cloud, run: Callable[..., Program]):
    results = run("versions", cloud.customer().person, sku=cloud.product(price=4990)).last()

    assert results["totals"] == [{"amount": 9980, "currency": "EUR"}, {"amount": "99.80", "currency": "EUR"}]
    assert results["ids"] == [[results["id"]], [results["id"]]]
    assert results["after"] == "cancelled"


def test_a_token_that_is_refused_is_renewed_without_anybody_noticing(cloud: Cloud, run: Callable[..., Program]):
    results = run("renewal", cloud.customer("Ada Quist").person).last()

    assert results["names"] == ["Ada Quist", "Ada Quist"]
    assert results["asked"] == ["USER_SRP_AUTH", "PROOF", "REFRESH_TOKEN_AUTH"]
    assert results["statuses"] == [200, 200, 401, 401]


def test_a_person_makes_an_account_and_a_session_that_ends_where_it_should(run: Callable[..., Program]):
    person = Person(f"{uuid.uuid4().hex}@souk.example", f"{uuid.uuid4().hex}aA1!")

    results = run("account", person).last()

    assert results == {
        "unconfirmed": "SignInFailed not-confirmed",
        "wrong": "AccountRefused wrong-code",
        "repeated": ["AccountRefused already-confirmed", "AccountRefused exists"],
        "names": ["Ada Quist", "Ada Quist"],
        "after": "SignInFailed session-over",
        "weak": "AccountRefused weak-password",
        "old": "SignInFailed wrong-password",
        "revoked": "SignInFailed session-over",
    }


def test_a_service_signs_its_requests(cloud: Cloud, run: Callable[..., Program]):
    customer = cloud.customer("Ada Quist")
    customer_id = customer.get("users", "/users/me").json()["id"]
    iam, name = cloud.client("iam"), f"sdk-{uuid.uuid4().hex[:8]}"
    iam.create_user(UserName=name)
    statement = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName=name, PolicyName="invoke", PolicyDocument=policy)
    key = iam.create_access_key(UserName=name)["AccessKey"]

    keys = {"accessKeyId": key["AccessKeyId"], "secretAccessKey": key["SecretAccessKey"]}
    results = run("service", keys=keys, customer=customer_id).last()

    assert results["known"]["id"] == customer_id
    assert (results["unknown"], results["forged"]) == ("NotFound 404", "Forbidden 403")
