"""The addresses and names of one environment, as its stack tells them."""

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from souk.base.errors import SoukError
from souk.base.paths import Places, read_json, write_json
from souk.cloud.clients import Aws
from souk.cloud.naming import Service

if TYPE_CHECKING:
    from souk.cloud.environment import Environment


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

    @classmethod
    def of(cls, environment: "Environment") -> "Outputs":
        """The outputs of its stacks, by service; without the demo people."""
        env, outputs = environment.name, environment.stack_outputs
        services = [Service(name) for name in environment.services]

        def by_service(kind: str) -> dict[str, str]:
            keys = {service.name: service.output(kind) for service in services}
            return {name: outputs[key] for name, key in keys.items() if key in outputs}

        try:
            return cls(
                env=env,
                region=environment.aws.region,
                endpoint_url=environment.aws.endpoint_url,
                apis={name: outputs[key] for service in services for name, key in service.apis(outputs).items()},
                user_pool_id=outputs["UserPoolId"],
                user_pool_client_id=outputs["UserPoolClientId"],
                topic_arn=outputs["EventTopicArn"],
                event_stream_name=outputs["EventStreamName"],
                event_archive_name=outputs["EventArchiveName"],
                tables=by_service("TableName"),
                queues=by_service("QueueUrl"),
                dlqs=by_service("DlqUrl"),
                demo={},
            )
        except KeyError as missing:
            deploy = f"deploy it again: `souk up --env {env}`"
            raise SoukError(f"environment `{env}` has no output {missing}", deploy) from missing

    @property
    def services(self) -> tuple[str, ...]:
        """The services that have a table or a queue."""
        return tuple({**self.tables, **self.dlqs})

    def as_json(self) -> dict[str, Any]:
        """The one object that `--json` prints."""
        content = asdict(self)
        if not self.demo:
            del content["demo"]
        return content


def read(aws: Aws, env: str, people: dict[str, Person]) -> Outputs:
    """The outputs by `(aws, env)`, until every folder takes an Environment."""
    from souk.cloud.environment import Environment

    return replace(Environment(env, aws).outputs, demo=people)


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
