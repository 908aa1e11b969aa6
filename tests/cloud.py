"""The local cloud of a test session, shared by all workers, with new users for each test."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest

from souk.base.paths import find_paths
from souk.cloud.clients import Aws, local_aws, real_aws
from souk.cloud.environment import Environment
from souk.cloud.outputs import Outputs, Person
from souk.deploy import applications
from tests.waiting import PATIENCE

SOUK = Path(sys.executable).with_name("souk")
ENV = "test"
CORE_ONLY = tuple(word for each in applications.find(find_paths({}).root) for word in ("--without", each.name))
"""Options of `souk up` and `souk clone`, for an environment in which nobody needs applications."""
NOBODY = Person("", "")
TIMEOUT = 300  # seconds
TRUST = httpx.create_ssl_context()
"""Of all clients, each of which would read all certificates of the machine again."""


def souk(home: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the `souk` command with its state in `home`."""
    result = subprocess.run(
        [SOUK, *arguments], env={**os.environ, "SOUK_HOME": str(home)}, capture_output=True, text=True, timeout=900
    )
    if check and result.returncode:
        raise AssertionError(f"souk {' '.join(arguments)} failed:\n{result.stdout}\n{result.stderr}")
    return result


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """One worker at a time."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def bring_up(home: Path, env: str = ENV, *options: str) -> Cloud:
    """The environment `env`, started by the first caller."""
    with alone(home):
        if not (home / f"{env}.up").exists():
            souk(home, "up", "--env", env, "--port", "auto", *options)
            (home / f"{env}.up").touch()
    return attach(home, env)


def clone(cloud: Cloud, env: str, *options: str) -> Cloud:
    """A clone of this environment."""
    with alone(cloud.home):
        souk(cloud.home, "clone", cloud.outputs.env, env, *options)
    return attach(cloud.home, env)


def attach(home: Path, env: str) -> Cloud:
    """An environment that is up."""
    payload = json.loads(souk(home, "outputs", "--env", env, "--json").stdout)
    demo = {role: Person(**person) for role, person in payload["demo"].items()}
    return Cloud(home, Outputs(**{**payload, "demo": demo}))


def standing(env: str, on_aws: bool) -> Cloud:
    """An environment that somebody else has brought up, here or on AWS, and that stays."""
    paths = find_paths(os.environ)
    if not on_aws:
        return attach(paths.home, env)
    environment = Environment(env, real_aws())
    return Cloud(paths.home, replace(environment.outputs, demo=environment.demo_users))


@dataclass(frozen=True)
class Cloud:
    """An environment that is up.

    If it is `patient`, visitors retry a 503 after its Retry-After: a busy machine is no failure.
    """

    home: Path
    outputs: Outputs
    patient: bool = True

    @cached_property
    def environment(self) -> Environment:
        return Environment(self.outputs.env, self.aws)

    @cached_property
    def aws(self) -> Aws:
        return local_aws(self.outputs.endpoint_url) if self.outputs.endpoint_url else real_aws()

    def client(self, service: str) -> Any:
        """A boto3 client with the account's keys."""
        return self.aws.session.client(service, endpoint_url=self.outputs.endpoint_url)  # type: ignore[call-overload]

    def anyone(self, headers: Mapping[str, str] | None = None) -> Visitor:
        """A visitor without a token."""
        return Visitor(self, httpx.Client(headers=headers, timeout=PATIENCE, trust_env=False, verify=TRUST))

    def stranger(self) -> Visitor:
        """A new account without a profile."""
        username, password = f"{uuid.uuid4().hex}@{ENV}.souk.example", f"{uuid.uuid4().hex}aA1!"
        pool = self.outputs.user_pool_id
        verified = [{"Name": "email", "Value": username}, {"Name": "email_verified", "Value": "true"}]
        self.aws.cognito.admin_create_user(
            UserPoolId=pool, Username=username, MessageAction="SUPPRESS", UserAttributes=verified
        )
        self.aws.cognito.admin_set_user_password(UserPoolId=pool, Username=username, Password=password, Permanent=True)
        return self.signed_in(Person(username, password))

    def customer(self, name: str = "Ada Quist") -> Visitor:
        """A new customer."""
        visitor = self.stranger()
        visitor.put("users", "/users/me", json={"name": name}).raise_for_status()
        return visitor

    def staff(self) -> Visitor:
        """The environment's member of staff."""
        return self.signed_in(self.outputs.demo["staff"])

    def tokens(self, person: Person) -> dict[str, str]:
        """Sign in; returns AccessToken, IdToken and RefreshToken."""
        response = self.aws.cognito.initiate_auth(
            ClientId=self.outputs.user_pool_client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": person.username, "PASSWORD": person.password},
        )
        return {name: value for name, value in response["AuthenticationResult"].items() if isinstance(value, str)}

    def signed_in(self, person: Person) -> Visitor:
        """A visitor with a new access token."""
        tokens = self.tokens(person)
        headers = {"Authorization": f"Bearer {tokens['AccessToken']}"}
        return replace(self.anyone(headers), person=person, tokens=tokens)

    def product(self, stock: int = 100, price: int = 4990) -> str:
        """Create a product; returns its SKU."""
        sku = f"T-{uuid.uuid4().hex[:16].upper()}"
        body = {"name": "Test lamp", "price": {"amount": price, "currency": "EUR"}, "stock": stock}
        self.staff().put("orders", f"/products/{sku}", json=body).raise_for_status()
        return sku

    def mails(self) -> list[dict[str, Any]]:
        """The sent mails, oldest first."""
        if self.outputs.endpoint_url is None:
            pytest.skip("mail can't be read on AWS")
        response = httpx.get(f"{self.outputs.endpoint_url}/_ministack/ses/messages", trust_env=False, timeout=PATIENCE)
        records = [record for account in response.json()["messages"].values() for record in account]
        return sorted(records, key=lambda record: record["Timestamp"])


@dataclass(frozen=True)
class Visitor:
    """A client of the APIs: `orders` is the first version, `orders.v2` the second."""

    cloud: Cloud
    http: httpx.Client
    person: Person = NOBODY
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)

    def get(self, service: str, path: str, **more: Any) -> httpx.Response:
        return self._request("GET", service, path, **more)

    def put(self, service: str, path: str, **more: Any) -> httpx.Response:
        return self._request("PUT", service, path, **more)

    def delete(self, service: str, path: str, **more: Any) -> httpx.Response:
        return self._request("DELETE", service, path, **more)

    def post(self, service: str, path: str, **more: Any) -> httpx.Response:
        """A POST with a new Idempotency-Key, unless `headers` has one."""
        headers = {"Idempotency-Key": str(uuid.uuid4()), **more.pop("headers", {})}
        return self._request("POST", service, path, headers=headers, **more)

    def sign_in_again(self) -> None:
        """Replace an expired token."""
        self.http.headers["Authorization"] = f"Bearer {self.cloud.tokens(self.person)['AccessToken']}"

    def order(self, sku: str, quantity: int = 1, **more: Any) -> httpx.Response:
        """Place an order for one product."""
        return self.post("orders", "/orders", json={"lines": [{"sku": sku, "quantity": quantity}]}, **more)

    def _request(self, method: str, service: str, path: str, **more: Any) -> httpx.Response:
        contract = service if "." in service else f"{service}.v1"
        deadline = time.monotonic() + TIMEOUT
        while True:
            response = self.http.request(method, self.cloud.outputs.apis[contract] + path, **more)
            busy = response.status_code == HTTPStatus.SERVICE_UNAVAILABLE and self.cloud.patient
            if not busy or time.monotonic() > deadline:
                return response
            time.sleep(int(response.headers["Retry-After"]))
