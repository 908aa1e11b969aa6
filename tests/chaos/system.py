"""An environment with faults: its own local cloud, whose functions reach AWS through a proxy."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from souk.base.paths import find_paths
from souk.cloud import versions
from souk.local import cloud as local
from souk.local import processes
from tests import rights
from tests.chaos.faults import Plan
from tests.chaos.history import History
from tests.chaos.judge import Verdict, judge
from tests.chaos.proxy import Proxy
from tests.chaos.scale import TIMEOUT
from tests.chaos.snapshot import Reader, drained
from tests.cloud import CORE_ONLY, Cloud, bring_up, souk

PlanOrNone = TypeVar("PlanOrNone", bound=Plan | None)
ENV = "chaos"
OPTIONS = ("--concurrency", "2", *CORE_ONLY)
"""Of `souk up`: the same environment on each machine. More processes than cores wait for each other."""
# Seconds until a message of a killed consumer is received again: 90 on AWS.
VISIBILITY = 6


@dataclass
class System:
    """The environment and the proxy in front of its AWS."""

    cloud: Cloud
    proxy: Proxy

    def __post_init__(self) -> None:
        self.reader = Reader(self.cloud)

    def function(self, name: str) -> str:
        """The full name of a function: `souk-chaos-orders-stream` for `orders-stream`."""
        return f"souk-{self.cloud.outputs.env}-{name}"

    def configure(self, name: str, variables: Mapping[str, str]) -> None:
        """Add environment variables to a function and restart its processes."""
        functions = self.cloud.aws.functions
        configured = functions.get_function_configuration(FunctionName=self.function(name))["Environment"]["Variables"]
        functions.update_function_configuration(
            FunctionName=self.function(name), Environment={"Variables": {**configured, **variables}}
        )
        versions.publish_if_changed(self.cloud.aws, self.function(name))

    def wait_until_at_rest(self, history: History, timeout: float = TIMEOUT) -> Verdict:
        """The verdict when all events are handled, or at the timeout."""
        deadline = time.monotonic() + timeout
        while not drained(self.cloud) and time.monotonic() < deadline:
            time.sleep(0.5)
        # The log's readers have no queue whose length would show their progress.
        while (
            verdict := judge(history, self.reader.take(history), self.proxy.mailed)
        ).lost and time.monotonic() < deadline:
            time.sleep(1)
        return verdict

    def switch(self, name: str, *, on: bool) -> None:
        """Enable or disable a function's event source."""
        functions = self.cloud.aws.functions
        response = functions.list_event_source_mappings(FunctionName=self.function(name))
        for mapping in response["EventSourceMappings"]:
            functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=on)

    def under(self, plan: PlanOrNone) -> PlanOrNone:
        """Replace the faults from now on."""
        self.proxy.plan = plan
        return plan


def names_of(cloud: Cloud) -> list[str]:
    """The short names of an environment's functions."""
    prefix = f"souk-{cloud.outputs.env}-"
    pages = cloud.aws.functions.get_paginator("list_functions").paginate()
    names = (function["FunctionName"] for page in pages for function in page["Functions"])
    return sorted(name.removeprefix(prefix) for name in names if name.startswith(prefix))


def start(home: Path) -> System:
    """Start the environment and route its functions through the proxy."""
    cloud = replace(bring_up(home, ENV, *OPTIONS), patient=False)
    endpoint = str(cloud.outputs.endpoint_url)
    names = names_of(cloud)
    paths = find_paths({"SOUK_HOME": str(home)})
    system = System(cloud, Proxy(endpoint, lambda: processes.tree(local.require(paths).pid)[1:]).start(names))
    for name in names:
        url = system.proxy.url_of(name)
        variables: dict[str, Any] = {"AWS_ENDPOINT_URL": url}
        if name == "orders-http":
            variables["USERS_URL"] = cloud.outputs.apis["users.v1"].replace(endpoint, url)
        system.configure(name, variables)
    for queue in cloud.outputs.queues.values():
        cloud.aws.sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": str(VISIBILITY)})
    return system


def stop(system: System) -> None:
    """Stop it and erase its data, except the rights that were used."""
    system.proxy.stop()
    rights.keep(system.cloud.home)
    souk(system.cloud.home, "down", "--erase")
