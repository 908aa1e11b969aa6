"""An environment in memory: a real Environment whose stacks and templates no cloud was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, cast

from souk.cloud.clients import Aws
from souk.cloud.environment import Environment, Resource
from souk.cloud.functions import FUNCTION, Function
from souk.cloud.naming import stack_name
from souk.cloud.stacks import Stack

LOCAL = "http://127.0.0.1:1"
FUNCTIONS = ("users-http", "orders-http", "orders-v2-http", "notifications-http")
OUTPUTS = {
    "OrdersV2Url": "url-of-orders-v2",
    "GivenUpUrl": "url-of-given-up",
    "UserPoolId": "us-east-1_pool",
    "UserPoolClientId": "client",
    "EventTopicArn": "arn:aws:sns:us-east-1:000000000000:souk-dev-events.fifo",
    "EventStreamName": "souk-dev-events",
    "EventArchiveName": "souk-dev-events-000000000000-us-east-1",
    **{
        f"{service}{kind}": f"{kind}-of-{service}".lower()
        for service in ("Users", "Orders", "Notifications")
        for kind in ("Url", "TableName", "QueueUrl", "DlqUrl")
    },
}
"""The outputs of a whole environment."""

Definition = tuple[str, str, Mapping[str, Any]]
"""The type, the physical id and the properties of a resource."""


def cloud_of(endpoint_url: str | None = LOCAL, **clients: object) -> Aws:
    """An Aws whose clients are fakes; without an endpoint it is AWS itself."""
    return cast(Aws, SimpleNamespace(region="us-east-1", endpoint_url=endpoint_url, **clients))


def stack(env: str, status: str = "CREATE_COMPLETE", application: str = "", **fields: Any) -> Stack:
    """A stack of an environment, with the tags that a deployment gives it."""
    parameters = {"Environment": env, "Protect": "false", **fields.pop("parameters", {})}
    tags = {"project": "souk", "environment": env, **fields.pop("tags", {})}
    return Stack(stack_name(env, application), status, parameters, tags=tags, **fields)


def properties(short_name: str, service: str = "", **more: Any) -> dict[str, Any]:
    """The properties of the function `SERVICE-vN-KIND`, as the processed template has them."""
    service, kind = service or short_name.partition("-")[0], short_name.rpartition("-")[2]
    version = re.search("-v([0-9]+)-", short_name)
    return {
        "Handler": f"{service}.handlers.{kind}.handler",
        "Timeout": 15,
        "Code": {"S3Bucket": "code", "S3Key": service},
        "Environment": {"Variables": {"API_VERSION": version[1]} if version else {}},
        **more,
    }


def function(short_name: str, service: str = "", env: str = "dev") -> Function:
    """A function as its stack describes it."""
    name = f"{stack_name(env)}-{short_name}"
    return Function.of(name, short_name, logical_id(short_name), {"Properties": properties(short_name, service)})


def logical_id(short_name: str) -> str:
    """The id of a function in the template: `OrdersV2Http`."""
    return "".join(word.capitalize() for word in short_name.split("-"))


class FakeEnvironment(Environment):
    """With one stack unless given others; `clients` are the fakes that stand for AWS's services."""

    def __init__(
        self,
        name: str = "dev",
        *,
        stacks: Iterable[Stack] | None = None,
        outputs: Mapping[str, str] = OUTPUTS,
        function_names: Iterable[str] = FUNCTIONS,
        resources: Mapping[str, Definition] | None = None,
        endpoint_url: str | None = LOCAL,
        **clients: object,
    ) -> None:
        """`function_names` are short; `resources` are the other resources of the core, by logical id."""
        complete = [stack(name, outputs=dict(outputs))]
        super().__init__(name, cloud_of(endpoint_url, **clients), complete if stacks is None else stacks)
        definitions = {logical_id(short): self.function(short) for short in function_names}
        self.refreshed = 0
        self.define(**definitions, **(resources or {}))

    def define(self, **definitions: Definition) -> None:
        """Have the core hold these resources and no others."""
        core = self.stack_name
        self.resources = [Resource(kind, logical, own, core) for logical, (kind, own, _) in definitions.items()]
        self.definitions = {
            (core, logical): {"Type": kind, "Properties": dict(values)}
            for logical, (kind, _, values) in definitions.items()
        }
        self.__dict__.pop("functions", None)
        self.__dict__.pop("outputs", None)

    def function(self, short_name: str, service: str = "") -> Definition:
        """The definition of a function."""
        return FUNCTION, f"{self.stack_name}-{short_name}", properties(short_name, service)

    def refresh(self, stacks: Iterable[Stack] | None = None) -> None:
        """Nothing is forgotten: it is all there is."""
        self.refreshed += 1
