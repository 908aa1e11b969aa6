"""The addresses and names of one environment, from the outputs of its stacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from souk.base.errors import SoukError
from souk.base.paths import Paths, read_json, write_json
from souk.cloud.naming import ServiceOutput

if TYPE_CHECKING:
    from souk.cloud.environment import Environment
    from souk.cloud.stacks import Stack

CORE = "Core"
"""The output with which an application imports its core."""


@dataclass(frozen=True)
class Person:
    """A user who can sign in."""

    username: str
    password: str = field(repr=False)
    """Hidden, so that no report of a failed test shows it."""


@dataclass(frozen=True)
class Outputs:
    """The facts that a client, a test or an SDK needs about an environment."""

    env: str
    region: str
    endpoint_url: str | None
    """The endpoint of AWS's own APIs; None on AWS."""
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
    """By role, customer and staff; empty in a protected environment."""
    applications: dict[str, dict[str, str]] = field(default_factory=dict)
    """Outputs of each application that are not above, by their keys in its template."""

    @classmethod
    def of(cls, environment: Environment) -> Outputs:
        """The outputs of its stacks, without demo users."""
        outputs, of_services, env = environment.core_outputs, environment.service_outputs, environment.name
        try:
            return cls(
                env=env,
                region=environment.aws.region,
                endpoint_url=environment.aws.endpoint_url,
                apis={f"{api.service}.v{api.version}": url for api, url in of_kind(of_services, "Url").items()},
                user_pool_id=outputs["UserPoolId"],
                user_pool_client_id=outputs["UserPoolClientId"],
                topic_arn=outputs["EventTopicArn"],
                event_stream_name=outputs["EventStreamName"],
                event_archive_name=outputs["EventArchiveName"],
                tables=by_service(of_services, "TableName"),
                queues=by_service(of_services, "QueueUrl"),
                dlqs=by_service(of_services, "DlqUrl"),
                demo={},
                applications={stack.application: _others(stack) for stack in environment.stacks if stack.application},
            )
        except KeyError as missing:
            deploy = f"deploy it again: `souk up --env {env}`"
            raise SoukError(f"environment `{env}` has no output {missing}", deploy) from missing

    @property
    def services(self) -> tuple[str, ...]:
        """The services that have a table or a queue."""
        return tuple({**self.tables, **self.dlqs})

    def as_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        content = asdict(self)
        if not self.demo:
            del content["demo"]
        return content

    def as_lines(self) -> list[tuple[str, str]]:
        """The same for people: names and values. Passwords of publicly reachable environments are never printed."""
        lines: list[tuple[str, str]] = []
        for name, value in self.as_json().items():
            if not isinstance(value, dict):
                lines.append((name, str(value or "AWS")))
            elif name == "demo":
                hidden = "" if self.endpoint_url else "(password: --json)"
                lines += [(role, f"{user.username}  {hidden or user.password}") for role, user in self.demo.items()]
            elif name == "applications":
                lines += [(f"{name}.{one}.{key}", entry) for one, keys in value.items() for key, entry in keys.items()]
            else:
                lines += [(f"{name}.{service}", entry) for service, entry in value.items()]
        return lines


def write_environment_file(paths: Paths, outputs: Outputs) -> None:
    """Write the file in which the SDKs look an environment up: `Souk.from_env("dev")`."""
    names = ("env", "region", "endpoint_url", "apis", "user_pool_id", "user_pool_client_id", "applications")
    content = {name: getattr(outputs, name) for name in names}
    file = paths.description(outputs.env, on_aws=outputs.endpoint_url is None)
    if read_json(file) != content:
        write_json(file, content)


def by_service(outputs: Mapping[ServiceOutput, str], kind: str) -> dict[str, str]:
    """The outputs of one kind, such as `QueueUrl`, by service."""
    return {output.service: value for output, value in of_kind(outputs, kind).items()}


def of_kind(outputs: Mapping[ServiceOutput, str], kind: str) -> dict[ServiceOutput, str]:
    """The outputs of one kind, in the order of their services and versions."""
    selected = sorted((output.service, output.version, output) for output in outputs if output.kind == kind)
    return {output: outputs[output] for _, _, output in selected}


def _others(stack: Stack) -> dict[str, str]:
    """The outputs of an application that are not a service's, without the import that holds its core."""
    others = {key: value for key, value in stack.outputs.items() if not ServiceOutput.of(stack.application, key)}
    return {key: value for key, value in others.items() if key != CORE}
