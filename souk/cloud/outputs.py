"""The addresses and names of one environment, as its stack tells them."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from souk.base.errors import SoukError
from souk.base.paths import Places, read_json, write_json
from souk.cloud import stack
from souk.cloud.clients import Aws


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in."""

    username: str
    password: str = field(repr=False)
    """In no report of a failed test."""


@dataclass(frozen=True)
class Outputs:
    """What a client, a test or the SDK needs to know of an environment."""

    env: str
    region: str
    endpoint_url: str | None
    """Where AWS's own APIs answer; None on AWS."""
    apis: dict[str, str]
    """By contract: `orders.v2`."""
    user_pool_id: str
    user_pool_client_id: str
    topic_arn: str
    event_stream_name: str
    event_archive_name: str
    tables: dict[str, str]
    queues: dict[str, str]
    dlqs: dict[str, str]
    demo: dict[str, Person]
    """By role, customer and staff; nobody in a protected environment."""

    @property
    def services(self) -> tuple[str, ...]:
        """The services that run there."""
        return tuple(self.tables)

    def as_json(self) -> dict[str, Any]:
        """The one object that `--json` prints."""
        content = asdict(self)
        if not self.demo:
            del content["demo"]
        return content


def read(aws: Aws, env: str, people: dict[str, Person]) -> Outputs:
    """The outputs of an environment that is up."""
    told = stack.require(aws, env).outputs
    try:
        return Outputs(
            env=env,
            region=aws.region,
            endpoint_url=aws.endpoint_url,
            apis=_apis(told),
            user_pool_id=told["UserPoolId"],
            user_pool_client_id=told["UserPoolClientId"],
            topic_arn=told["EventTopicArn"],
            event_stream_name=told["EventStreamName"],
            event_archive_name=told["EventArchiveName"],
            tables=_by_service(told, "TableName"),
            queues=_by_service(told, "QueueUrl"),
            dlqs=_by_service(told, "DlqUrl"),
            demo=people,
        )
    except KeyError as missing:
        raise SoukError(
            f"environment `{env}` has no output {missing}", f"deploy it again: `souk up --env {env}`"
        ) from missing


def describe(places: Places, facts: Outputs) -> None:
    """Tell the SDKs where the environment is: `Souk.from_env("dev")`."""
    names = ("env", "region", "endpoint_url", "apis", "user_pool_id", "user_pool_client_id")
    told = {name: getattr(facts, name) for name in names}
    file = places.description(facts.env, on_aws=facts.endpoint_url is None)
    if read_json(file) != told:
        write_json(file, told)


def as_lines(outputs: Outputs) -> list[tuple[str, str]]:
    """The same facts for people: names and values. Passwords of what everybody can reach are not for a screen."""
    lines: list[tuple[str, str]] = []
    for name, value in outputs.as_json().items():
        if not isinstance(value, dict):
            lines.append((name, str(value or "AWS")))
        elif name == "demo":
            hidden = "" if outputs.endpoint_url else "(password: --json)"
            lines += [
                (role, f"{person.username}  {hidden or person.password}") for role, person in outputs.demo.items()
            ]
        else:
            lines += [(f"{name}.{service}", entry) for service, entry in value.items()]
    return lines


def _apis(told: dict[str, str]) -> dict[str, str]:
    """`OrdersUrl` is where orders.v1 answers, `OrdersV2Url` where orders.v2 does."""
    names = "|".join(service.capitalize() for service in services(told))
    urls = {name: re.fullmatch(f"({names})(?:V([0-9]+))?Url", name) for name in told}
    return {f"{url[1].lower()}.v{url[2] or 1}": told[name] for name, url in sorted(urls.items()) if url}


def services(told: dict[str, str]) -> tuple[str, ...]:
    """The services of an environment: each has a dead-letter queue."""
    return tuple(sorted(name.removesuffix("DlqUrl").lower() for name in told if name.endswith("DlqUrl")))


def _by_service(told: dict[str, str], suffix: str) -> dict[str, str]:
    return {service: told[f"{service.capitalize()}{suffix}"] for service in services(told)}
